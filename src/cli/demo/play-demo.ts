import { join } from 'node:path'
import { summaryFile } from '../../adapters/status/files/project-files.ts'
import type { Journaled } from '../../core/events/event.ts'
import type { ExitCode } from '../../core/model/errors.ts'
import type { State } from '../../core/state/types/state.ts'
import { counted } from '../../core/text/counted.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { CliIo } from '../io.ts'
import { prepareLaunch } from '../launch/prepare-launch.ts'
import { superviseHere } from '../launch/supervise-here.ts'
import { makePaint } from '../output/paint.ts'
import { packageRoot } from '../package-root.ts'
import { progressText } from '../progress.ts'
import { findProgram } from '../project/find-program.ts'
import type { Demo } from './make-demo.ts'
import { summarizeDemo } from './summary.ts'

/** Names the tested tree, and the command that moves base to it. The demo has base checked out, so czar cannot move base. */
function landing(state: State | null, repository: string): readonly string[] {
  const { train = null, project = null } = state ?? {}
  if (train?.branch == null || project === null || train.members.length === 0) return []
  const { name, tip } = train.branch
  return [
    '',
    `The work of ${counted(train.members.length, 'task')} is merged into one tree, and all their tests passed on it: branch ${name}, commit ${tip.slice(0, 8)}.`,
    `One command is left to type. It puts that tree on ${project.base}:`,
    `  git -C ${shellWord(repository)} merge --ff-only ${name}`,
  ]
}

/** Launches the fleet of the demo in its own state directory, and prints each step and the outcome. */
export async function playDemo(demo: Demo, io: CliIo): Promise<ExitCode> {
  const own: CliIo = { ...io, env: { ...io.env, CZAR_STATE_DIR: join(demo.directory, 'status'), XDG_RUNTIME_DIR: undefined } }
  io.stdout.write(`A small repository: ${demo.repository}\nSix scripted workers, two bonus tasks, three mishaps; no model is asked.\n\n`)
  const launch = await prepareLaunch(demo.projectFile, own)
  let last: State | null = null
  const onEvents = (state: State, events: readonly Journaled[]) => {
    last = state
    io.stdout.write(progressText(state, events))
  }
  const startedAt = io.now()
  const code = await superviseHere(launch, { io: own, onEvents })
  if (last !== null)
    io.stdout.write(`\n${summarizeDemo(last, { width: io.stdout.size()?.columns ?? null, paint: makePaint(io.stdout, io.env) })}`)
  const program = (await findProgram('czar', io.env['PATH'] ?? '')) === null ? shellWord(join(packageRoot, 'bin', 'czar.js')) : 'czar'
  const seconds = ((io.now() - startedAt) / 1000).toFixed(0)
  io.stdout.write(
    [
      '',
      code === 0 ? `Everything was proven in ${seconds} s; no person had to help.` : `Not everything was proven (${seconds} s).`,
      '',
      'To look around:',
      `  branches    git -C ${shellWord(demo.repository)} log --oneline --all --graph`,
      `  every step  CZAR_STATE_DIR=${own.env['CZAR_STATE_DIR']} ${program} log -p demo`,
      `  gate logs   ${join(launch.place.directory, 'logs')}`,
      `  status      ${join(launch.place.directory, 'status.json')}`,
      `  summary     ${summaryFile(launch.place.directory)}`,
      ...landing(last, demo.repository),
      '',
    ].join('\n'),
  )
  return code
}

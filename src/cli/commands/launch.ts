import type { Command } from 'commander'
import type { Journaled } from '../../core/model/event.ts'
import type { State } from '../../core/model/state.ts'
import { addVerb } from '../add-verb.ts'
import type { CliIo } from '../io.ts'

export interface LaunchOptions {
  readonly io: CliIo
  readonly file: string
  readonly foreground: boolean
}

/** `czar launch`: the fleet and its supervisor. */
export function registerLaunch(program: Command, io: CliIo, run: (options: LaunchOptions) => Promise<void> = runLaunch): void {
  addVerb(program, 'launch <file>', {
    group: 'The main job:',
    summary: 'start the fleet of a project file and supervise it',
    description:
      'Start the fleet of a project file and supervise it, detached from this terminal. Launched again after a stop or a crash it goes on where it was; nothing is given out twice.',
    examples: ['czar launch czar.yaml', 'czar launch czar.yaml --foreground      stay, print each step, end when the fleet is through'],
  })
    .option('-f, --foreground', 'supervise in this process and print each step; exits 0 when all is verified', false)
    .action((file, flags) => run({ io, file, foreground: flags.foreground }))
}

async function runLaunch({ io, file, foreground }: LaunchOptions): Promise<void> {
  const { prepareLaunch } = await import('../launch/prepare-launch.ts')
  const { project, place } = await prepareLaunch(file, io)
  if (foreground) {
    const { openLogFile } = await import('../log-file.ts')
    const { superviseHere } = await import('../launch/supervise-here.ts')
    return io.endsWith(await superviseHere({ project, place }, { io, log: openLogFile(place.directory), onEvents: await printer(io) }))
  }
  const { detachSupervisor } = await import('../launch/detach.ts')
  const pid = await detachSupervisor(file, place, io)
  io.stdout.write(
    [
      `czar supervises ${project.name}: ${project.workers.length} workers, ${project.bonus.length} bonus tasks (pid ${pid})`,
      '',
      `  czar status --watch -p ${project.name}      what everybody does`,
      `  czar log --follow -p ${project.name}        every step with its reason`,
      `  czar attach ${project.workers[0]?.id ?? 'WORKER'} -p ${project.name}      a worker's terminal`,
      `  czar stop -p ${project.name}                end the fleet; branches and worktrees stay`,
      '',
    ].join('\n'),
  )
}

async function printer(io: CliIo): Promise<(state: State, events: readonly Journaled[]) => void> {
  const { progressLine } = await import('../progress.ts')
  return (state, events) => {
    for (const event of events) {
      const line = progressLine(event, state)
      if (line !== null) io.stdout.write(`${line}\n`)
    }
  }
}

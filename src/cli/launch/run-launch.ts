import type { CliIo } from '../io.ts'
import { detachSupervisor } from './detach.ts'
import type { Supervising } from './handshake.ts'

export interface LaunchOptions {
  readonly io: CliIo
  readonly file: string
  readonly foreground: boolean
  /** Back to the shell at once, also on a terminal. */
  readonly detach: boolean
  /** Goes on although a part of the journal is lost. */
  readonly acceptsShorter: boolean
}

/** Starts the fleet of a project file; a person at a terminal gets the dashboard, everybody else their shell. */
export async function runLaunch({ io, file, foreground, detach, acceptsShorter }: LaunchOptions): Promise<void> {
  if (foreground) return runForeground(io, { file, acceptsShorter })
  const supervising = await detachSupervisor(file, io, { acceptsShorter })
  if (!detach && isForDashboard(io)) {
    const { placeOf } = await import('../project-place.ts')
    const { stateDir } = await import('../state-dir.ts')
    const { openDashboard } = await import('../open-dashboard.ts')
    const { project } = supervising
    await openDashboard(placeOf(project, `${stateDir(io.env)}/${project}`, io.env), io)
  }
  io.stdout.write(await farewell(supervising))
}

/** A person sits there: not a script, not a pipe, and a terminal that can draw. */
function isForDashboard(io: CliIo): boolean {
  if (!io.stdout.isTerminal || io.env['TERM'] === 'dumb' || io.env['CI']) return false
  return 'isTTY' in io.stdin && io.stdin.isTTY === true
}

async function farewell({ pid, project, workers, bonus }: Supervising): Promise<string> {
  const { counted } = await import('../../core/model/counted.ts')
  const commands = [
    [`czar dashboard -p ${project}`, 'the fleet, live'],
    [`czar status --watch -p ${project}`, 'what everybody does'],
    [`czar log --follow -p ${project}`, 'every step with its reason'],
    [`czar attach ${workers[0] ?? 'WORKER'} -p ${project}`, "a worker's terminal"],
    [`czar summary -p ${project}`, 'what came of it, in the morning'],
    [`czar stop -p ${project}`, 'end the fleet; branches and worktrees stay'],
  ] as const
  const width = Math.max(...commands.map(([command]) => command.length))
  return [
    `czar supervises ${project}: ${counted(workers.length, 'worker')}, ${counted(bonus, 'bonus task')} (pid ${pid})`,
    '',
    ...commands.map(([command, what]) => `  ${command.padEnd(width)}   ${what}`),
    '',
  ].join('\n')
}

async function runForeground(io: CliIo, { file, acceptsShorter }: Pick<LaunchOptions, 'file' | 'acceptsShorter'>): Promise<void> {
  const { prepareLaunch } = await import('./prepare-launch.ts')
  const { superviseHere } = await import('./supervise-here.ts')
  const { progressText } = await import('../progress.ts')
  const { summaryFile } = await import('../../adapters/status/project-files.ts')
  const launch = await prepareLaunch(file, io, { acceptsShorter })
  const code = await superviseHere(launch, {
    io,
    onEvents: (state, events) => io.stdout.write(progressText(state, events)),
  })
  // Interrupted, it is not over: there is no last word on it yet.
  if (code !== 130) io.stdout.write(`what came of it: ${summaryFile(launch.place.directory)}\n`)
  io.endsWith(code)
}

import type { CliIo } from '../io.ts'
import { detachSupervisor } from './detach.ts'
import type { Supervising } from './handshake.ts'

export interface LaunchOptions {
  readonly io: CliIo
  readonly file: string
  readonly foreground: boolean
  /** Whether the command returns to the shell at once, even on a terminal. */
  readonly detach: boolean
  /** Whether to continue although a part of the journal is lost. */
  readonly acceptsShorter: boolean
  /** Finished tasks that a person starts again. */
  readonly again: readonly string[]
  /** Whether to print only what a launch would change, and to start nothing. */
  readonly dryRun: boolean
}

/**
 * Starts the fleet of a project file. A person at a terminal then sees the dashboard. In a script or a pipe, the command returns to the
 * shell.
 */
export async function runLaunch({ io, file, foreground, detach, acceptsShorter, again, dryRun }: LaunchOptions): Promise<void> {
  if (dryRun) return (await import('./plan-launch.ts')).planLaunch(file, io, again)
  if (foreground) return runForeground(io, { file, acceptsShorter, again })
  const supervising = await detachSupervisor(file, io, { acceptsShorter, again })
  if (!detach && isForDashboard(io)) {
    const { projectPlaceOf } = await import('../project/project-place.ts')
    const { stateDir } = await import('../project/state-dir.ts')
    const { openDashboard } = await import('../attach/open-dashboard.ts')
    const { project } = supervising
    await openDashboard(projectPlaceOf(project, `${stateDir(io.env)}/${project}`, io.env), io)
  }
  io.stdout.write(await launchedText(supervising))
}

/** Whether a person is at the terminal: the command runs in no script and no pipe, and the terminal can show a dashboard. */
function isForDashboard(io: CliIo): boolean {
  if (!io.stdout.isTerminal || io.env['TERM'] === 'dumb' || io.env['CI']) return false
  return 'isTTY' in io.stdin && io.stdin.isTTY === true
}

/** Says what was launched, and which commands show and end it. */
async function launchedText({ pid, project, workers, bonus }: Supervising): Promise<string> {
  const { counted } = await import('../../core/text/counted.ts')
  const commands = [
    [`czar dashboard -p ${project}`, 'show the fleet live'],
    [`czar status --watch -p ${project}`, 'what each worker does'],
    [`czar log --follow -p ${project}`, 'every step with its reason'],
    [`czar attach ${workers[0] ?? 'WORKER'} -p ${project}`, "a worker's terminal"],
    [`czar summary -p ${project}`, 'the result'],
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

async function runForeground(io: CliIo, { file, ...choices }: Pick<LaunchOptions, 'file' | 'acceptsShorter' | 'again'>): Promise<void> {
  const { prepareLaunch } = await import('./prepare-launch.ts')
  const { superviseHere } = await import('./supervise-here.ts')
  const { progressText } = await import('../progress.ts')
  const { summaryFile } = await import('../../adapters/status/files/project-files.ts')
  const launch = await prepareLaunch(file, io, choices)
  const code = await superviseHere(launch, {
    io,
    onEvents: (state, events) => io.stdout.write(progressText(state, events)),
  })
  // After Ctrl-C the fleet is not over, so there is no summary yet.
  if (code !== 130) io.stdout.write(`summary: ${summaryFile(launch.place.directory)}\n`)
  io.endsWith(code)
}

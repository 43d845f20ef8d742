import type { Command } from 'commander'
import { addVerb } from '../add-verb.ts'
import type { CliIo } from '../io.ts'
import type { Supervising } from '../launch/handshake.ts'

export interface LaunchOptions {
  readonly io: CliIo
  readonly file: string
  readonly foreground: boolean
  /** Back to the shell at once, also on a terminal. */
  readonly detach: boolean
}

/** `czar launch`: the fleet and its supervisor. */
export function registerLaunch(program: Command, io: CliIo, run: (options: LaunchOptions) => Promise<void> = runLaunch): void {
  addVerb(program, 'launch <file>', {
    group: 'The main job:',
    summary: 'start the fleet of a project file and supervise it',
    description:
      'Start the fleet of a project file and supervise it, detached from this terminal. Launched again after a stop or a crash it goes on where it was; nothing is given out twice.',
    examples: [
      'czar launch czar.yaml',
      'czar launch czar.yaml --detach          back to the shell at once',
      'czar launch czar.yaml --foreground      stay, print each step, end when the fleet is through',
    ],
  })
    .option('-f, --foreground', 'supervise in this process and print each step; exits 0 when all is verified', false)
    .option('-d, --detach', 'back to the shell at once; without it a terminal gets the dashboard', false)
    .action((file, flags) => run({ io, file, foreground: flags.foreground, detach: flags.detach }))
}

async function runLaunch({ io, file, foreground, detach }: LaunchOptions): Promise<void> {
  if (foreground) return runForeground(io, file)
  const { detachSupervisor } = await import('../launch/detach.ts')
  const supervising = await detachSupervisor(file, io)
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
function isForDashboard({ stdin, stdout, env }: CliIo): boolean {
  return stdout.isTerminal && 'isTTY' in stdin && stdin.isTTY === true && env['TERM'] !== 'dumb' && !env['CI']
}

async function farewell({ pid, project, workers, bonus }: Supervising): Promise<string> {
  const { counted } = await import('../output/counted.ts')
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

async function runForeground(io: CliIo, file: string): Promise<void> {
  const { prepareLaunch } = await import('../launch/prepare-launch.ts')
  const { openLogFile } = await import('../log-file.ts')
  const { superviseHere } = await import('../launch/supervise-here.ts')
  const { progressText } = await import('../progress.ts')
  const { summaryFile } = await import('../../adapters/status/project-files.ts')
  const launch = await prepareLaunch(file, io)
  const code = await superviseHere(launch, {
    io,
    log: openLogFile(launch.place.directory),
    onEvents: (state, events) => io.stdout.write(progressText(state, events)),
  })
  // Interrupted, it is not over: there is no last word on it yet.
  if (code !== 130) io.stdout.write(`what came of it: ${summaryFile(launch.place.directory)}\n`)
  io.endsWith(code)
}

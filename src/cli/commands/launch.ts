import type { Command } from 'commander'
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
  if (foreground) return runForeground(io, file)
  const { detachSupervisor } = await import('../launch/detach.ts')
  const { counted } = await import('../output/counted.ts')
  const { pid, project, workers, bonus } = await detachSupervisor(file, io)
  const commands = [
    [`czar status --watch -p ${project}`, 'what everybody does'],
    [`czar log --follow -p ${project}`, 'every step with its reason'],
    [`czar attach ${workers[0] ?? 'WORKER'} -p ${project}`, "a worker's terminal"],
    [`czar stop -p ${project}`, 'end the fleet; branches and worktrees stay'],
  ] as const
  const width = Math.max(...commands.map(([command]) => command.length))
  io.stdout.write(
    [
      `czar supervises ${project}: ${counted(workers.length, 'worker')}, ${counted(bonus, 'bonus task')} (pid ${pid})`,
      '',
      ...commands.map(([command, what]) => `  ${command.padEnd(width)}   ${what}`),
      '',
    ].join('\n'),
  )
}

async function runForeground(io: CliIo, file: string): Promise<void> {
  const { prepareLaunch } = await import('../launch/prepare-launch.ts')
  const { openLogFile } = await import('../log-file.ts')
  const { superviseHere } = await import('../launch/supervise-here.ts')
  const { progressText } = await import('../progress.ts')
  const launch = await prepareLaunch(file, io)
  io.endsWith(
    await superviseHere(launch, {
      io,
      log: openLogFile(launch.place.directory),
      onEvents: (state, events) => io.stdout.write(progressText(state, events)),
    }),
  )
}

import type { Command } from 'commander'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'
import { type LaunchOptions, runLaunch } from '../../launch/run-launch.ts'

/** `czar launch`: starts the fleet and its supervisor. */
export function registerLaunch(program: Command, io: CliIo, run: (options: LaunchOptions) => Promise<void> = runLaunch): void {
  addVerb(program, 'launch <file>', {
    group: 'The main job:',
    summary: 'start the fleet of a project file and supervise it',
    description:
      'Start the fleet of a project file and supervise it, detached from this terminal. After a stop or a crash, launch it again: the fleet continues where it was, and no task is started twice. First, the command prints what changed in the project file, and the effects.',
    examples: [
      'czar launch czar.yaml',
      'czar launch czar.yaml --detach          return to the shell at once',
      'czar launch czar.yaml --foreground      stay, print each step, end when the fleet has finished',
      'czar launch czar.yaml --dry-run         the changes of the file since the last launch, and their effect',
      'czar launch czar.yaml --again api       its new task text, on top of its proven work',
    ],
  })
    .option('-f, --foreground', 'supervise in this process and print each step; exits 0 when all is verified', false)
    .option('-d, --detach', 'return to the shell at once; without it, a terminal shows the dashboard', false)
    .option(
      '--accept-shorter-journal',
      'continue although a part of the journal is lost; refused while an agent of the fleet still runs',
      false,
    )
    .option('--again <task...>', 'begin these finished tasks again, on top of their proven work', [])
    .option('-n, --dry-run', 'print the changes of the file since the last launch and their effect; start nothing', false)
    .action((file, { foreground, detach, acceptShorterJournal, again, dryRun }) =>
      run({ io, file, foreground, detach, acceptsShorter: acceptShorterJournal, again, dryRun }),
    )
}

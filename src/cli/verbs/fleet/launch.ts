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
      'Start the fleet of a project file and supervise it, detached from this terminal. Launched again after a stop or a crash it goes on where it was; nothing is given out twice. What changed in the file since then is printed first, with what that means.',
    examples: [
      'czar launch czar.yaml',
      'czar launch czar.yaml --detach          back to the shell at once',
      'czar launch czar.yaml --foreground      stay, print each step, end when the fleet is through',
      'czar launch czar.yaml --dry-run         what changed in the file since the last launch, and what that means',
      'czar launch czar.yaml --again api       its new task text, on top of its proven work',
    ],
  })
    .option('-f, --foreground', 'supervise in this process and print each step; exits 0 when all is verified', false)
    .option('-d, --detach', 'back to the shell at once; without it a terminal gets the dashboard', false)
    .option('--accept-shorter-journal', 'go on although a part of the journal is lost; refused while an agent of it lives', false)
    .option('--again <task...>', 'begin these tasks anew though they are over, on top of what was proven of them', [])
    .option('-n, --dry-run', 'print what changed in the file since the last launch and what that means, and start nothing', false)
    .action((file, { foreground, detach, acceptShorterJournal, again, dryRun }) =>
      run({ io, file, foreground, detach, acceptsShorter: acceptShorterJournal, again, dryRun }),
    )
}

import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'
import type { ReloadOptions } from '../../reload/reload-file.ts'

/** `czar reload`: loads the changed project file into the running fleet. */
export function registerReload(program: Command, io: CliIo, run: (options: ReloadOptions) => Promise<void> = runReload): void {
  withProject(
    addVerb(program, 'reload', {
      group: 'Steer:',
      summary: 'load the changed project file into the running fleet',
      description:
        'Load the project file as it is now into the running fleet. First, the command prints what changed, and the effects. New workers begin, the agents of removed workers end and their work stays, changed task texts are delivered again, and new policies apply at once. If the file has a mistake, nothing changes.',
      examples: [
        'czar reload --dry-run                   what has changed, and the effect',
        'czar reload',
        'czar reload --again api                 its new task text, on top of its proven work',
      ],
    }),
  )
    .option('--again <task...>', 'begin these finished tasks again, on top of their proven work', [])
    .option('-n, --dry-run', 'print the changes and their effect; load nothing', false)
    .option('--json', 'one JSON object, version 1', false)
    .action(({ project, again, dryRun, json }) => run({ io, project, again, dryRun, json }))
}

async function runReload(options: ReloadOptions): Promise<void> {
  const { reloadFile } = await import('../../reload/reload-file.ts')
  return reloadFile(options)
}

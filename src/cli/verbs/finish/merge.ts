import { type Command, InvalidArgumentError } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface MergeOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly json: boolean
  readonly dryRun: boolean
  /** Ids of the tasks to merge. It is null for all tasks. */
  readonly only: readonly string[] | null
  readonly without: readonly string[]
}

/** `czar merge`: merges the proven work and tests it as one tree. If a running czar merges by itself, it only shows what is merged. */
export function registerMerge(program: Command, io: CliIo, run: (options: MergeOptions) => Promise<void> = runMerge): void {
  withProject(
    addVerb(program, 'merge', {
      group: 'Finish:',
      summary: 'merge proven work and test it as one tree, or show what is merged',
      description:
        'Merge the proven work of all tasks on base, test the merged tree, and move omnibus/<project> to it when the tests pass. A czar with merge mode omnibus does this by itself; while it runs, this command shows what passed, what is being tested, and what is set aside and why. Exits 3 while something is set aside or the merging has stopped.',
      examples: [
        'czar merge --dry-run               the plan, and what would conflict; changes nothing',
        'czar merge --only api,models       only these tasks',
        'czar merge --without docs          all tasks but these',
        'czar merge -p gateway --json | jq ".train.aside[].task"',
      ],
    }),
  )
    .option('--dry-run', 'print the plan and change nothing', false)
    .option('--only <tasks>', 'merge only these tasks, separated by commas', taskList)
    .option('--without <tasks>', 'leave these tasks out, separated by commas', taskList)
    .option('--json', 'one JSON object, version 1', false)
    .action(flags => {
      const { project, json, dryRun, only = null, without = [] } = flags
      return run({ io, project, json, dryRun, only, without })
    })
}

function taskList(value: string): readonly string[] {
  const names = value.split(',').map(name => name.trim())
  if (names.some(name => name === '')) throw new InvalidArgumentError('it must be a list of tasks, separated by commas: api,models.')
  return names
}

async function runMerge(options: MergeOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { runMergeVerb } = await import('../../landing/run-merge-verb.ts')
  await runMergeVerb(await chooseProject(options.project, options.io), options)
}

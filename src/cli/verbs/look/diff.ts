import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface DiffOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly worker: string
}

/** `czar diff`: a worker's changes, committed or not. */
export function registerDiff(program: Command, io: CliIo, run: (options: DiffOptions) => Promise<void> = runDiff): void {
  withProject(
    addVerb(program, 'diff <worker>', {
      group: 'Look:',
      summary: "show a worker's changes since its start",
      description:
        "Show a worker's changes since its start, committed or not, new files included. On a terminal it opens in $GIT_PAGER or $PAGER.",
      examples: ['czar diff api', 'czar diff api | wc -l'],
    }),
  ).action((worker, flags) => run({ io, project: flags.project, worker }))
}

async function runDiff({ io, project, worker }: DiffOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { showDiff } = await import('../../attach/show-diff.ts')
  const result = await showDiff(await chooseProject(project, io), worker, io)
  if (result === 'nothing') io.stderr.write(`${worker} has changed nothing yet\n`)
}

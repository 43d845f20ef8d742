import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface ResultsOptions {
  readonly io: CliIo
  readonly project: string | undefined
  /** The id of the task whose result is shown. It is null for the list of all results. */
  readonly task: string | null
  readonly json: boolean
}

/** `czar results`: the workers' reports on their tasks, with the czar's verdicts. */
export function registerResults(program: Command, io: CliIo, run: (options: ResultsOptions) => Promise<void> = runResults): void {
  withProject(
    addVerb(program, 'results [task]', {
      group: 'Look:',
      summary: 'list the reports of all tasks, or print one whole report',
      description:
        "List what the workers reported about their tasks, with the czar's verdicts, or print one whole report. Works without a running czar too.",
      examples: ['czar results', 'czar results api          the whole report', 'czar results --json | jq ".results[].verdict"'],
    }),
  )
    .option('--json', 'one JSON object, version 1; for one task, with its text', false)
    .action((task, flags) => run({ io, project: flags.project, task: task ?? null, json: flags.json }))
}

async function runResults({ io, project, task, json }: ResultsOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { readResult, readResults } = await import('../../../adapters/status/results.ts')
  const { findResult, renderResult, renderResults } = await import('../../output/results.ts')
  const { launchHint } = await import('../../client/launch-hint.ts')
  const { name, directory } = await chooseProject(project, io)
  const index = readResults(directory) ?? { version: 1, project: name, results: [] }
  if (task === null) return io.stdout.write(json ? `${JSON.stringify(index)}\n` : renderResults(index.results, io))
  const result = findResult(index, task)
  const text = readResult(directory, result.task)
  io.stdout.write(
    json
      ? `${JSON.stringify({ version: 1, ...result, text })}\n`
      : renderResult(result, text, { io, launchHint: () => launchHint({ directory }) }),
  )
}

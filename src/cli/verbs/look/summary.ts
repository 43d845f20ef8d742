import { type Command, InvalidArgumentError } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'
import { parseMoment } from '../../parse-moment.ts'

export interface SummaryOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly json: boolean
  /** The start of the summarized time, in ms since the epoch. It is undefined for the whole journal. */
  readonly since: number | undefined
  readonly until: number | undefined
  readonly output: string | undefined
}

/** `czar summary`: the results of a run, computed only from the journal. */
export function registerSummary(program: Command, io: CliIo, run: (options: SummaryOptions) => Promise<void> = runSummary): void {
  const moment = (text: string) => parseMoment(text, io.now()) ?? refuseMoment()
  withProject(
    addVerb(program, 'summary', {
      group: 'Look:',
      summary: 'report what was verified, what was not and why, who needed help',
      description:
        'Report what was verified, what was not and why, who needed help, and where time and money went. Prints Markdown. The command reads only the journal, so it works during the run and after the repository is gone.',
      examples: [
        'czar summary                        the whole run',
        'czar summary --since 18:00          since six in the evening',
        'czar summary --json | jq .accuracy',
      ],
    }),
  )
    .option('--since <moment>', 'only what happened after this moment: 8h, 18:00, 2026-11-20, 2026-11-20T18:00Z', moment)
    .option('--until <moment>', 'only what happened before this moment', moment)
    .option('-o, --output <file>', 'write the summary to this file')
    .option('--json', 'one JSON object, version 1', false)
    .action(flags => run({ io, project: flags.project, json: flags.json, since: flags.since, until: flags.until, output: flags.output }))
}

function refuseMoment(): never {
  throw new InvalidArgumentError('a moment is needed: 8h (8 hours ago), 18:00, 2026-11-20, "2026-11-20 18:00"')
}

async function runSummary({ io, project, json, since = 0, until = Number.POSITIVE_INFINITY, output }: SummaryOptions): Promise<void> {
  const { resolve } = await import('node:path')
  const { openJournalReader } = await import('../../../adapters/journal/journal-reader.ts')
  const { isHeld } = await import('../../../adapters/journal/supervisor-lock.ts')
  const { findGaveUp } = await import('../../client/look-at-fleet.ts')
  const { replaceFile } = await import('../../../adapters/status/files/replace-file.ts')
  const { chooseProject } = await import('../../project/project-place.ts')
  const { summarizeJournal } = await import('../../journal/summarize-journal.ts')
  const { renderSummary, summaryJson } = await import('../../output/summary/render-summary.ts')
  const place = await chooseProject(project, io)
  const reader = openJournalReader({ projectDir: place.directory })
  try {
    // Without a running czar the present state is unknown, so the summary ends with the last event.
    const to = isHeld(place.directory) ? io.now() : 0
    const found = findGaveUp(place)
    const gaveUp = found !== null && found.at <= until ? found : null
    const summary = summarizeJournal(reader, { from: since, until, to: Math.min(to, until), gaveUp })
    const text = json ? summaryJson(summary) : renderSummary(summary)
    if (output === undefined) return io.stdout.write(text)
    replaceFile(resolve(io.cwd, output), text)
  } finally {
    reader.close()
  }
}

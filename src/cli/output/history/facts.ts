import type { KeptFact } from '../../../core/history/work-totals.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import { durationText } from '../../../ui/text/moments.ts'
import { renderTable, type TextColumn } from '../table.ts'
import type { HistoryStyle } from './records.ts'

export function renderFacts(facts: readonly KeptFact[], style: HistoryStyle): string {
  return facts.length === 0 ? 'no facts are on record\n' : renderTable(columnsAt(style), facts, style)
}

/** The output of `czar history facts --json`. Times are ISO 8601 UTC. */
export function factsJson(facts: readonly KeptFact[]): string {
  return `${JSON.stringify({ version: 1, facts: facts.map(factJson) })}\n`
}

function factJson({ id, repository, text, project, task, worker, commit, confirmedAt, confirmations }: KeptFact) {
  const source = { project, task, worker, commit, confirmed_at: new Date(confirmedAt).toISOString(), confirmations }
  return { id: `f${id}`, repository, text, ...source }
}

function columnsAt({ now }: HistoryStyle): readonly TextColumn<KeptFact>[] {
  return [
    { title: 'ID', cell: ({ id }) => `f${id}`, align: 'right' },
    { title: 'CONFIRMED', cell: ({ confirmedAt }) => `${durationText(now - confirmedAt)} ago`, align: 'right' },
    { title: 'TIMES', cell: ({ confirmations }) => String(confirmations), align: 'right' },
    { title: 'REPOSITORY', cell: ({ repository }) => plainText(repository, 80), mayShrink: true },
    { title: 'SOURCE', cell: ({ project, task, worker }) => plainText(sourceText(project, { task, worker }), 80), mayShrink: true },
    { title: 'FACT', cell: ({ text }) => plainText(text, 400) },
  ]
}

function sourceText(project: string, { task, worker }: { readonly task: string; readonly worker: string }): string {
  return worker === task ? `${task} of ${project}` : `${worker} with ${task} of ${project}`
}

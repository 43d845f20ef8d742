import type { KeptRecord } from '../../../core/history/work-totals.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import { tokensText } from '../../../core/text/spent-text.ts'
import { costText } from '../../../ui/text/cost-text.ts'
import { durationText } from '../../../ui/text/moments.ts'
import type { Paint } from '../paint.ts'
import { renderTable, type TextColumn } from '../table.ts'

export interface HistoryStyle {
  readonly now: number
  /** Columns of the terminal. If it is null, the table is as wide as its texts need. */
  readonly width: number | null
  readonly paint: Paint
}

export function renderHistory(records: readonly KeptRecord[], style: HistoryStyle): string {
  return records.length === 0 ? 'no such work is on record\n' : renderTable(columnsAt(style), records, style)
}

/** The output of `czar history --json`. Times are ISO 8601 UTC. */
export function historyJson(records: readonly KeptRecord[]): string {
  return `${JSON.stringify({ version: 1, records: records.map(recordJson) })}\n`
}

function recordJson(record: KeptRecord) {
  const { id, project, repository, task, kind, worker, agent, model, role, owns, result, corrected, claims, usd, tokens } = record
  return {
    ...{ id, project, repository, task, kind, worker, agent, model, role, owns },
    text_length: record.textLength,
    result: corrected ?? result,
    recorded_result: result,
    claims,
    right_first: record.rightFirst,
    sent_back: record.sentBack,
    started_at: isoTime(record.startedAt),
    ended_at: record.endedAt === null ? null : isoTime(record.endedAt),
    worked_ms: record.workedMs,
    usd,
    tokens,
  }
}

function isoTime(at: number): string {
  return new Date(at).toISOString()
}

function columnsAt({ now }: HistoryStyle): readonly TextColumn<KeptRecord>[] {
  return [
    { title: 'ID', cell: ({ id }) => String(id), align: 'right' },
    { title: 'BEGAN', cell: ({ startedAt }) => `${durationText(now - startedAt)} ago`, align: 'right' },
    { title: 'PROJECT', cell: ({ project }) => plainText(project, 40), mayShrink: true },
    { title: 'TASK', cell: ({ task }) => plainText(task, 40), mayShrink: true },
    { title: 'AGENT', cell: ({ agent, model }) => plainText(model === null ? agent : `${agent} ${model}`, 60), mayShrink: true },
    { title: 'ROLE', cell: ({ role }) => plainText(role ?? '', 30) },
    {
      title: 'RESULT',
      cell: ({ result, corrected }) => (corrected === null ? result : `${corrected} (corrected)`),
      colour: ({ result, corrected }) => ((corrected ?? result) === 'proven' ? 'green' : 'plain'),
    },
    { title: 'CLAIMS', cell: ({ claims }) => String(claims || ''), align: 'right' },
    { title: 'WORKED', cell: ({ workedMs }) => (workedMs === null ? '' : durationText(workedMs)), align: 'right' },
    { title: 'TOKENS', cell: ({ tokens }) => (tokens === null ? '' : tokensText(tokens)), align: 'right' },
    { title: 'COST', cell: ({ usd }) => costText({ usd, is_partial: false }), align: 'right' },
    { title: 'SENT BACK', cell: ({ sentBack }) => plainText(sentBack.join('; '), 400), mayShrink: true },
  ]
}

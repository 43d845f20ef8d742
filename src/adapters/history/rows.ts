import type { SQLOutputValue } from 'node:sqlite'
import type { WorkRecord } from '../../core/history/work-record.ts'
import type { KeptRecord, WorkGroup, WorkTotals } from '../../core/history/work-totals.ts'
import { parseJson } from '../../core/text/parse-json.ts'

export type HistoryRow = Record<string, SQLOutputValue>

/** The columns that a record fills, in order. */
export const RECORD_COLUMNS = [
  'project',
  'repository',
  'launched_at',
  'assignment',
  'task',
  'kind',
  'worker',
  'agent',
  'model',
  'role',
  'owns',
  'text_length',
  'result',
  'claims',
  'right_first',
  'sent_back',
  'started_at',
  'ended_at',
  'worked_ms',
  'usd',
  'tokens',
] as const

export function toRow(record: WorkRecord): readonly (string | number | null)[] {
  const { rightFirst } = record
  return [
    record.project,
    record.repository,
    record.launchedAt,
    record.assignment,
    record.task,
    record.kind,
    record.worker,
    record.agent,
    record.model,
    record.role,
    JSON.stringify(record.owns),
    record.textLength,
    record.result,
    record.claims,
    rightFirst === null ? null : Number(rightFirst),
    JSON.stringify(record.sentBack),
    record.startedAt,
    record.endedAt,
    record.workedMs === null ? null : Math.round(record.workedMs),
    record.usd,
    record.tokens,
  ]
}

export function fromRow(row: HistoryRow): KeptRecord {
  const text = (name: string) => String(row[name] ?? '')
  const maybeText = (name: string) => (row[name] === null ? null : text(name))
  const maybeNumber = (name: string) => (row[name] === null ? null : Number(row[name]))
  return {
    id: Number(row['id']),
    project: text('project'),
    repository: text('repository'),
    launchedAt: Number(row['launched_at']),
    assignment: text('assignment'),
    task: text('task'),
    kind: text('kind') as WorkRecord['kind'],
    worker: text('worker'),
    agent: text('agent'),
    model: maybeText('model'),
    role: maybeText('role'),
    owns: readList(text('owns')),
    textLength: Number(row['text_length']),
    result: text('result') as WorkRecord['result'],
    corrected: maybeText('corrected') as KeptRecord['corrected'],
    claims: Number(row['claims']),
    rightFirst: row['right_first'] === null ? null : row['right_first'] === 1,
    sentBack: readList(text('sent_back')),
    startedAt: Number(row['started_at']),
    endedAt: maybeNumber('ended_at'),
    workedMs: maybeNumber('worked_ms'),
    usd: maybeNumber('usd'),
    tokens: maybeNumber('tokens'),
  }
}

/** Reads a list of texts. A person may have edited the file with another program, so anything else counts as an empty list. */
function readList(json: string): readonly string[] {
  const value = parseJson(json)
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}

export function totalsOf(row: HistoryRow, columns: readonly WorkGroup[]): WorkTotals {
  const sum = (name: string) => Number(row[name] ?? 0)
  return {
    group: Object.fromEntries(columns.map(name => [name, String(row[name])])),
    days: sum('days'),
    tasks: sum('tasks'),
    proven: sum('proven'),
    failed: sum('failed'),
    claimed: sum('claimed'),
    rightFirst: sum('right_first'),
    workedMs: sum('worked_ms'),
    usd: sum('usd'),
    unpriced: sum('unpriced'),
    tokens: sum('tokens'),
  }
}

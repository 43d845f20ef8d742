import { hash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { WorkRecord, WorkResult } from '../../core/history/work-record.ts'
import type { KeptRecord } from '../../core/history/work-totals.ts'
import { fromRow, RECORD_COLUMNS, toRow } from './rows.ts'

/** Which records are deleted. `before` is in ms since the epoch. */
export type Forgotten = { readonly id: number } | { readonly before: number } | 'all'

const PLACES = RECORD_COLUMNS.map(() => '?').join(', ')
const UPSERT = `INSERT INTO work (${RECORD_COLUMNS.join(', ')}) VALUES (${PLACES})
  ON CONFLICT (project, launched_at, assignment) DO UPDATE SET ${RECORD_COLUMNS.map(name => `${name} = excluded.${name}`).join(', ')}`

/** Deletes the facts that only the deleted work stated. */
const UNPROVEN = `DELETE FROM fact WHERE confirmations = 1 AND
  (project, launched_at, assignment) = (SELECT project, launched_at, assignment FROM work WHERE id = ?)`

/** Adds records, or replaces those that are known already. A record that a person deleted is not added again. */
export function saveRecords(database: DatabaseSync, records: readonly WorkRecord[]): void {
  const isForgotten = database.prepare('SELECT 1 FROM forgotten WHERE key = ?')
  const upsert = database.prepare(UPSERT)
  for (const record of records) if (isForgotten.get(keyOf(record)) === undefined) upsert.run(...toRow(record))
}

/** Sets the result of a record, or removes the correction (null). Returns the record, or null if there is none with this id. */
export function correctRecord(database: DatabaseSync, id: number, result: WorkResult | null): KeptRecord | null {
  database.prepare('UPDATE work SET corrected = ? WHERE id = ?').run(result, id)
  if (result !== null && result !== 'proven') database.prepare(UNPROVEN).run(id)
  const row = database.prepare('SELECT * FROM work WHERE id = ?').get(id)
  return row === undefined ? null : fromRow(row)
}

/** Deletes records, and the facts of that time, for ever. Returns how many records it deleted. */
export function forgetRecords(database: DatabaseSync, which: Forgotten): number {
  const where = which === 'all' ? '' : 'id' in which ? 'WHERE id = ?' : 'WHERE started_at < ?'
  const values = which === 'all' ? [] : ['id' in which ? which.id : which.before]
  const remember = database.prepare('INSERT OR IGNORE INTO forgotten VALUES (?)')
  for (const row of database.prepare(`SELECT * FROM work ${where}`).iterate(...values)) remember.run(keyOf(fromRow(row)))
  if (which === 'all') database.exec('DELETE FROM fact')
  else if ('before' in which) database.prepare('DELETE FROM fact WHERE confirmed_at < ?').run(which.before)
  return Number(database.prepare(`DELETE FROM work ${where}`).run(...values).changes)
}

/** Identifies a deleted record. It keeps nothing of the record's content. */
function keyOf({ project, launchedAt, assignment }: Pick<WorkRecord, 'project' | 'launchedAt' | 'assignment'>): string {
  return hash('sha256', `${project}\n${launchedAt}\n${assignment}`)
}

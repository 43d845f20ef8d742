import type { DatabaseSync } from 'node:sqlite'
import type { Event, Journaled } from '../../core/events/event.ts'
import { CHAIN_START, chainChecksum, type JournalRow } from './checksum.ts'
import { withPresentNames } from './earlier-names.ts'
import { JournalCorrupt } from './journal-errors.ts'

export interface ReadRange {
  /** The first record to read is the one after this number. */
  readonly afterSeq: number
  readonly limit: number
}

/** A reading ends after this many characters of events. A thousand events of a megabyte each must not fill the memory. */
const READ_MAX_CHARS = 32_000_000

/**
 * Reads the records after `afterSeq`, and checks each of them against the previous one. If a record is damaged, the reading ends, and the
 * good records before it are returned. If the first record to read is damaged, it throws JournalCorrupt. So an empty result means that
 * there are no more records.
 */
export function readVerified(database: DatabaseSync, file: string, { afterSeq, limit }: ReadRange): Journaled[] {
  const events: Journaled[] = []
  let previous = checksumOf(database, afterSeq)
  if (previous === null) return afterSeq > lastSeqOf(database) ? [] : refuse(file, afterSeq, 'it is missing')
  let chars = 0
  for (const row of rowsAfter(database, { afterSeq, limit })) {
    const seq = afterSeq + events.length + 1
    const damage = damageOf(row, seq, previous)
    if (damage !== null) return events.length > 0 ? events : refuse(file, seq, damage)
    events.push(eventOf(row))
    previous = row.checksum
    chars += row.payload.length
    if (chars > READ_MAX_CHARS) break
  }
  return events
}

/** The number of the last record. 0 for an empty journal. */
export function lastSeqOf(database: DatabaseSync): number {
  return Number(database.prepare('SELECT coalesce(max(seq), 0) AS seq FROM event').get()?.['seq'])
}

/** The checksum of record `seq`, on which the checksum of the next record depends. null: there is no record `seq`. */
export function checksumOf(database: DatabaseSync, seq: number): string | null {
  if (seq === 0) return CHAIN_START
  const row = database.prepare('SELECT checksum FROM event WHERE seq = ?').get(seq)
  return row === undefined ? null : String(row['checksum'])
}

/** The random id that the journal got when it was created. null: an earlier version of czar created it, without an id. */
export function journalIdOf(database: DatabaseSync): string | null {
  const row = database.prepare('SELECT * FROM supervision').get()
  return typeof row?.['journal'] === 'string' ? row['journal'] : null
}

/**
 * Turns a stored record into an event. Nothing else does this, so an event that is read later equals the one that was returned when it was
 * appended.
 */
export function eventOf(row: Pick<JournalRow, 'seq' | 'at' | 'payload'>): Journaled {
  return { ...withPresentNames(JSON.parse(row.payload) as Event), seq: row.seq, at: row.at }
}

function rowsAfter(database: DatabaseSync, { afterSeq, limit }: ReadRange): Iterable<JournalRow> {
  const query = database.prepare('SELECT seq, at, payload, checksum FROM event WHERE seq > ? ORDER BY seq LIMIT ?')
  return query.iterate(afterSeq, limit) as Iterable<unknown> as Iterable<JournalRow>
}

function damageOf(row: JournalRow, seq: number, previous: string): string | null {
  if (row.seq !== seq) return `it is missing, the next one is ${row.seq}`
  return chainChecksum(previous, row) === row.checksum ? null : 'its checksum does not fit its content and the record before it'
}

function refuse(file: string, seq: number, why: string): never {
  throw new JournalCorrupt(file, seq, why)
}

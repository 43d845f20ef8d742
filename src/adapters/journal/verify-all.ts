import type { DatabaseSync } from 'node:sqlite'
import { JournalCorrupt } from './journal-errors.ts'
import { readVerified } from './read-verified.ts'

/** Checks SQLite's own structures, and then each record against the previous one. Returns the number of records. */
export function verifyAll(database: DatabaseSync, file: string): number {
  const verdict = String(database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'])
  if (verdict !== 'ok') throw new JournalCorrupt(file, null, verdict)
  return verifyAfter(database, file, 0)
}

/** Checks the records after `seq`. Returns the number of the last record. */
export function verifyAfter(database: DatabaseSync, file: string, seq: number): number {
  let checked = seq
  for (;;) {
    // A reading ends before a damaged record. The next reading begins at that record and throws.
    const last = readVerified(database, file, { afterSeq: checked, limit: 5_000 }).at(-1)
    if (last === undefined) return checked
    checked = last.seq
  }
}

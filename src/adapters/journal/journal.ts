import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Event, Journaled } from '../../core/events/event.ts'
import { CzarError, InternalError } from '../../core/model/errors.ts'
import { chainChecksum } from './checksum.ts'
import { JournalCorrupt, StaleEpoch } from './journal-errors.ts'
import { identityOf, restoreIfDeleted } from './keep-in-place.ts'
import { journalFile, openForWriting } from './open-database.ts'
import { checksumOf, eventOf, journalIdOf, lastSeqOf, readVerified } from './read-verified.ts'
import { migrate } from './schema.ts'
import { withSqliteErrors } from './sqlite-failure.ts'
import { transaction } from './transaction.ts'
import { verifyAfter, verifyAll } from './verify-all.ts'

/** The event log of one project, opened by its supervisor. Events are appended at its end and never rewritten. */
export interface Journal {
  readonly file: string
  /** Counts the supervisors that opened this journal; only the newest may append. */
  readonly epoch: number
  /** A random id, given when the journal is made. Another journal in its place has another id. */
  readonly id: string
  /**
   * Appends all events or none. They are on the disk when the call returns. Throws StaleEpoch, JournalCorrupt, or ToolError (disk full).
   */
  append(events: readonly Event[], at: number): readonly Journaled[]
  /** At most `limit` events after `afterSeq`, fewer when they are large; [] when there is no more. */
  read(afterSeq: number, limit?: number): readonly Journaled[]
  lastSeq(): number
  /** The checksum of this record and all before it, so it identifies this history; null: there is no such record. */
  checksumAt(seq: number): string | null
  /** false once another supervisor has opened the journal and owns the shared files. */
  isNewest(): boolean
  /** Checks every record and the file's structure; returns the number of events, or throws JournalCorrupt. */
  verify(): number
  close(): void
}

/** The number of records at the end that are checked before anything is appended. The replay checks the other records. */
const TAIL_RECORDS = 200

/** Opens (makes, migrates) the journal of a project for its supervisor and takes the next epoch. */
export function openJournal({ projectDir }: { readonly projectDir: string }): Journal {
  const file = journalFile(projectDir)
  return withSqliteErrors(file, 'opening', () => {
    const database = openForWriting(file)
    try {
      migrate(database, file)
      verifyAfter(database, file, Math.max(0, lastSeqOf(database) - TAIL_RECORDS))
      const journal = new SqliteJournal(database, file, takeEpoch(database))
      // The checkpoint writes the id and the epoch into the database, so that a later loss of the log does not lose
      // them.
      database.exec('PRAGMA wal_checkpoint(PASSIVE)')
      return journal
    } catch (error) {
      database.close()
      throw error
    }
  })
}

function takeEpoch(database: DatabaseSync): number {
  return transaction(database, () => {
    database.exec('UPDATE supervision SET epoch = epoch + 1')
    return epochOf(database)
  })
}

function epochOf(database: DatabaseSync): number {
  return Number(database.prepare('SELECT epoch FROM supervision').get()?.['epoch'])
}

function prepareInsert(database: DatabaseSync): StatementSync {
  return database.prepare('INSERT INTO event (seq, at, payload, checksum) VALUES (?, ?, ?, ?)')
}

class SqliteJournal implements Journal {
  readonly file: string
  readonly epoch: number
  readonly id: string
  #database: DatabaseSync
  #insert: StatementSync
  #identity: string | null
  #damage: JournalCorrupt | null = null

  constructor(database: DatabaseSync, file: string, epoch: number) {
    this.#database = database
    this.#insert = prepareInsert(database)
    this.#identity = identityOf(file)
    this.file = file
    this.epoch = epoch
    this.id = journalIdOf(database) ?? ''
  }

  append(events: readonly Event[], at: number): readonly Journaled[] {
    if (events.length === 0) return []
    if (this.#damage !== null) throw this.#damage
    return this.#guarded('appending to', () => {
      this.#keepInPlace()
      return transaction(this.#database, () => this.#appendAll(events, at))
    })
  }

  read(afterSeq: number, limit = 5_000): readonly Journaled[] {
    return this.#guarded('reading', () => readVerified(this.#database, this.file, { afterSeq, limit }))
  }

  lastSeq(): number {
    return this.#guarded('reading', () => lastSeqOf(this.#database))
  }

  checksumAt(seq: number): string | null {
    return this.#guarded('reading', () => checksumOf(this.#database, seq))
  }

  isNewest(): boolean {
    return this.#guarded('reading', () => epochOf(this.#database) === this.epoch)
  }

  verify(): number {
    return this.#guarded('checking', () => verifyAll(this.#database, this.file))
  }

  close(): void {
    this.#database.close()
  }

  #appendAll(events: readonly Event[], at: number): Journaled[] {
    const newest = epochOf(this.#database)
    if (newest !== this.epoch) throw new StaleEpoch(this.file, this.epoch, newest)
    let seq = lastSeqOf(this.#database)
    let previous = checksumOf(this.#database, seq) ?? ''
    return events.map(event => {
      seq += 1
      const row = { seq, at, payload: JSON.stringify(event) }
      previous = chainChecksum(previous, row)
      this.#insert.run(row.seq, row.at, row.payload, previous)
      // The event is parsed from the stored text. A value that JSON changes (undefined, NaN) would otherwise differ at
      // the replay.
      return eventOf(row)
    })
  }

  #keepInPlace(): void {
    if (!restoreIfDeleted(this.#database, this.file, this.#identity)) return
    this.#database.close()
    this.#database = openForWriting(this.file)
    this.#insert = prepareInsert(this.#database)
    this.#identity = identityOf(this.file)
  }

  /** After damage is found, czar appends nothing, because no record may build on one that cannot be trusted. */
  #guarded<Result>(what: string, call: () => Result): Result {
    try {
      return withSqliteErrors(this.file, what, call)
    } catch (error) {
      if (error instanceof JournalCorrupt) this.#damage = error
      throw error instanceof CzarError ? error : new InternalError(`${what} ${this.file} failed: ${error}`, { cause: error })
    }
  }
}

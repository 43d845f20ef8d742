import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Event, Journaled } from '../../core/events/event.ts'
import { CzarError, InternalError } from '../../core/model/errors.ts'
import { transaction } from '../transaction.ts'
import { chainChecksum } from './checksum.ts'
import { epochOf, takeEpoch } from './epoch.ts'
import { JournalCorrupt, StaleEpoch } from './journal-errors.ts'
import { identityOf, restoreIfDeleted } from './keep-in-place.ts'
import { journalFile, openForWriting } from './open-database.ts'
import { checksumOf, eventOf, journalIdOf, lastSeqOf, readVerified } from './read-verified.ts'
import { migrate } from './schema.ts'
import { withSqliteErrors } from './sqlite-failure.ts'
import { verifyAfter, verifyAll } from './verify-all.ts'

/** The list of all events of one project, opened by the czar that supervises it. Events are appended at the end and never changed. */
export interface Journal {
  readonly file: string
  /** How many times a czar has opened this journal for supervising. Only the czar with the highest number may append. */
  readonly epoch: number
  /** A random id that the journal gets when it is created. With this id, czar notices if another journal takes this one's place. */
  readonly id: string
  /**
   * Appends all these events or none. When the call returns, they are on the disk. Throws StaleEpoch, JournalCorrupt, or ToolError (for
   * example, the disk is full).
   */
  append(events: readonly Event[], at: number): readonly Journaled[]
  /** Reads at most `limit` events after `afterSeq`, or fewer if they are large. Returns [] if there are no more. */
  read(afterSeq: number, limit?: number): readonly Journaled[]
  lastSeq(): number
  /**
   * The checksum of this record and all records before it. If it is equal in two journals, they have the same history up to here. null:
   * there is no such record.
   */
  checksumAt(seq: number): string | null
  /** Returns false after another czar has opened the journal. The status file and the other shared files then belong to that czar. */
  isNewest(): boolean
  /** Checks every record and the structure of the file. Returns the number of events, or throws JournalCorrupt. */
  verify(): number
  close(): void
}

/** How many records at the end are checked before czar appends anything. The other records are checked when they are read. */
const TAIL_RECORDS = 200

/**
 * Opens a project's journal for the czar that supervises it. Creates it if it is missing, and brings it to the newest format. This czar
 * gets the next epoch number.
 */
export function openJournal({ projectDir }: { readonly projectDir: string }): Journal {
  const file = journalFile(projectDir)
  return withSqliteErrors(file, 'opening', () => {
    const database = openForWriting(file)
    try {
      migrate(database, file)
      verifyAfter(database, file, Math.max(0, lastSeqOf(database) - TAIL_RECORDS))
      const journal = new SqliteJournal(database, file, takeEpoch(database))
      // The checkpoint writes the id and the epoch into the main database file. So they stay even if the separate log file (-wal) is lost
      // later.
      database.exec('PRAGMA wal_checkpoint(PASSIVE)')
      return journal
    } catch (error) {
      database.close()
      throw error
    }
  })
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
      // The event is parsed from the text that was stored. If JSON changes a value (undefined, NaN), the event is then the same now as
      // when it is read later.
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

  /** Runs `call`. After damage was found, it throws instead, because no record may be appended after one that cannot be trusted. */
  #guarded<Result>(what: string, call: () => Result): Result {
    try {
      return withSqliteErrors(this.file, what, call)
    } catch (error) {
      if (error instanceof JournalCorrupt) this.#damage = error
      throw error instanceof CzarError ? error : new InternalError(`${what} ${this.file} failed: ${error}`, { cause: error })
    }
  }
}

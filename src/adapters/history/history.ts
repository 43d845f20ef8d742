import { closeSync, existsSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { ProvenFact } from '../../core/history/proven-facts.ts'
import type { WorkRecord, WorkResult } from '../../core/history/work-record.ts'
import type { KeptFact, KeptRecord, PastDuration, WorkDay, WorkFilter, WorkGroup, WorkTotals } from '../../core/history/work-totals.ts'
import { transaction } from '../transaction.ts'
import { correctRecord, type Forgotten, forgetRecords, saveRecords } from './change-records.ts'
import { factRepositories, forgetFact, readFacts, saveFacts } from './facts.ts'
import { type AgentSums, findDurations, findRecords, namesRepository, sumClaims, sumDays, sumRecords } from './find-records.ts'
import { withHistoryErrors } from './history-failure.ts'
import { historyVersion, migrateHistory } from './schema.ts'

/** The history of this machine's work, for code that reads it. */
export interface HistoryReader {
  readonly file: string
  /** Returns the newest records first. */
  list(filter: WorkFilter, limit: number): readonly KeptRecord[]
  /** Returns the sums for each value of `by`, the most tasks first. Without `by` it is one sum of all records. */
  totals(filter: WorkFilter, by: WorkGroup | null): readonly WorkTotals[]
  days(filter: WorkFilter): readonly WorkDay[]
  /** Returns for each agent and role how many first claims were right: in one repository, or in all of them (null). */
  experience(repository: string | null): readonly AgentSums[]
  /** Returns how long the last proven tasks of a repository took, the newest first. */
  durations(repository: string, limit: number): readonly PastDuration[]
  /** Returns what is known about a repository, the newest confirmed fact first. */
  factsOf(repository: string, limit: number): readonly KeptFact[]
  /**
   * Returns the facts of the repository with this path or address, or with this last part of it. Without a name, returns the facts of all
   * repositories.
   */
  findFacts(filter: Pick<WorkFilter, 'repository'>, limit: number): readonly KeptFact[]
  close(): void
}

/** The history for code that also writes it. Several czars may write at once. */
export interface HistoryWriter extends HistoryReader {
  /** Whether a person deleted or replaced the file since it was opened. Nobody can read what is written here afterwards. */
  isReplaced(): boolean
  /** Adds records, or replaces those that are known already. A record that a person deleted is not added again. */
  save(records: readonly WorkRecord[]): void
  /** Adds, confirms and removes facts, as proven work states them. Each statement counts once. */
  learn(facts: readonly ProvenFact[]): void
  /** Deletes a fact for ever. Returns false if there is none with this id. */
  forgetFact(id: number): boolean
  /** Sets the result of a record, or removes the correction (null). Returns the record, or null if there is none with this id. */
  correct(id: number, result: WorkResult | null): KeptRecord | null
  /** Deletes records, and the facts of that time, for ever. Returns how many records it deleted. */
  forget(which: Forgotten): number
}

/** A czar does not wait longer than this (ms) for another process that writes. It tries again later. */
const BUSY_MS = 250
/** The oldest records beyond this number are deleted. */
const MOST_RECORDS = 200_000

export function historyFile(stateDir: string): string {
  return join(stateDir, 'history.db')
}

/** Opens the history for writing, and creates it if it is missing. Only the user may read the file. */
export function openHistory({ stateDir }: { readonly stateDir: string }): HistoryWriter {
  const file = historyFile(stateDir)
  return withHistoryErrors(file, 'opening', () => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    // If a person deleted the history, SQLite's own files beside it would damage the new history.
    if (!existsSync(file)) for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
    closeSync(openSync(file, 'a', 0o600))
    const database = new DatabaseSync(file, { timeout: BUSY_MS })
    try {
      // NORMAL: a power failure may lose the last records. The next launch writes them again from the journal. secure_delete: the free
      // parts of the file keep nothing of deleted records.
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON')
      migrateHistory(database, file)
      database.prepare('DELETE FROM work WHERE id <= (SELECT max(id) - ? FROM work)').run(MOST_RECORDS)
      return new SqliteHistory(database, file)
    } catch (error) {
      database.close()
      throw error
    }
  })
}

/** Opens the history for reading. Returns null if there is none yet. */
export function openHistoryReader({ stateDir }: { readonly stateDir: string }): HistoryReader | null {
  const file = historyFile(stateDir)
  if (!existsSync(file)) return null
  return withHistoryErrors(file, 'opening', () => {
    const database = new DatabaseSync(file, { timeout: BUSY_MS, readOnly: true })
    try {
      if (historyVersion(database, file) > 0) return new SqliteHistory(database, file)
    } catch (error) {
      database.close()
      throw error
    }
    database.close()
    return null
  })
}

/** Tells files at the same path apart. Returns null if there is no file. */
function identityOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false })
  return found === undefined ? null : `${found.dev}:${found.ino}`
}

class SqliteHistory implements HistoryWriter {
  readonly file: string
  readonly #database: DatabaseSync
  readonly #identity: string | null

  constructor(database: DatabaseSync, file: string) {
    this.#database = database
    this.file = file
    this.#identity = identityOf(file)
  }

  isReplaced(): boolean {
    return identityOf(this.file) !== this.#identity
  }

  save(records: readonly WorkRecord[]): void {
    if (records.length > 0) this.#change('writing', database => saveRecords(database, records))
  }

  learn(facts: readonly ProvenFact[]): void {
    if (facts.length > 0) this.#change('writing', database => saveFacts(database, facts))
  }

  factsOf(repository: string, limit: number): readonly KeptFact[] {
    return this.#read(database => readFacts(database, [repository], limit))
  }

  findFacts({ repository }: Pick<WorkFilter, 'repository'>, limit: number): readonly KeptFact[] {
    return this.#read(database => {
      const found = repository === undefined ? null : factRepositories(database).filter(name => namesRepository(name, repository))
      return readFacts(database, found, limit)
    })
  }

  forgetFact(id: number): boolean {
    const isDeleted = this.#change('deleting from', database => forgetFact(database, id))
    this.#clearLog()
    return isDeleted
  }

  list(filter: WorkFilter, limit: number): readonly KeptRecord[] {
    return this.#read(database => findRecords(database, filter, limit))
  }

  totals(filter: WorkFilter, by: WorkGroup | null): readonly WorkTotals[] {
    return this.#read(database => sumRecords(database, filter, by))
  }

  days(filter: WorkFilter): readonly WorkDay[] {
    return this.#read(database => sumDays(database, filter))
  }

  durations(repository: string, limit: number): readonly PastDuration[] {
    return this.#read(database => findDurations(database, repository, limit))
  }

  experience(repository: string | null): readonly AgentSums[] {
    return this.#read(database => sumClaims(database, repository))
  }

  correct(id: number, result: WorkResult | null): KeptRecord | null {
    return this.#change('correcting', database => correctRecord(database, id, result))
  }

  forget(which: Forgotten): number {
    const deleted = this.#change('deleting from', database => forgetRecords(database, which))
    this.#clearLog()
    return deleted
  }

  close(): void {
    this.#database.close()
  }

  /** The log file may still hold deleted texts. */
  #clearLog(): void {
    this.#read(database => database.exec('PRAGMA wal_checkpoint(TRUNCATE)'))
  }

  #read<Result>(call: (database: DatabaseSync) => Result): Result {
    return withHistoryErrors(this.file, 'reading', () => call(this.#database))
  }

  #change<Result>(what: string, call: (database: DatabaseSync) => Result): Result {
    return withHistoryErrors(this.file, what, () => transaction(this.#database, () => call(this.#database)))
  }
}

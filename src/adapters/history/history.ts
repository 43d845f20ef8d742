import { hash } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { ProvenFact } from '../../core/history/proven-facts.ts'
import type { WorkRecord, WorkResult } from '../../core/history/work-record.ts'
import type { KeptFact, KeptRecord, PastDuration, WorkDay, WorkFilter, WorkGroup, WorkTotals } from '../../core/history/work-totals.ts'
import { transaction } from '../transaction.ts'
import { factRepositories, forgetFact, readFacts, saveFacts } from './facts.ts'
import { withHistoryErrors } from './history-failure.ts'
import { fromRow, RECORD_COLUMNS, toRow, totalsOf } from './rows.ts'
import { historyVersion, migrateHistory } from './schema.ts'

/** How many first claims of an agent in a role were checked, and how many were right. */
export interface AgentSums {
  readonly agent: string
  /** The role, or '' if the work had none. */
  readonly role: string
  readonly claimed: number
  readonly rightFirst: number
}

/** The history of this machine's work, for those who read it. */
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

/** The history for those who also write it. Several czars may write at once. */
export interface HistoryWriter extends HistoryReader {
  /** Whether a person deleted or replaced the file since it was opened. Nobody then reads what is written here. */
  isReplaced(): boolean
  /** Adds records, or replaces those that are known already. A record that a person deleted is not added again. */
  save(records: readonly WorkRecord[]): void
  /** Adds, confirms and removes facts, as proven work states them. Each statement counts once. */
  learn(facts: readonly ProvenFact[]): void
  /** Deletes a fact for ever. Returns false if there is none with this id. */
  forgetFact(id: number): boolean
  /** Sets the result of a record, or removes the correction (null). Returns the record, or null if there is none with this id. */
  correct(id: number, result: WorkResult | null): KeptRecord | null
  /** Deletes records, and the facts of that time, for ever. Returns how many records it deleted. `before` is in ms since the epoch. */
  forget(which: { readonly id: number } | { readonly before: number } | 'all'): number
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
    // SQLite's own files of a deleted history would damage the new one.
    if (!existsSync(file)) for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
    closeSync(openSync(file, 'a', 0o600))
    const database = new DatabaseSync(file, { timeout: BUSY_MS })
    try {
      // NORMAL: a power failure may lose the last records, and the next launch writes them again from the journal.
      // secure_delete: what a person deletes does not stay in free parts of the file.
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

const PLACES = RECORD_COLUMNS.map(() => '?').join(', ')
const UPSERT = `INSERT INTO work (${RECORD_COLUMNS.join(', ')}) VALUES (${PLACES})
  ON CONFLICT (project, launched_at, assignment) DO UPDATE SET ${RECORD_COLUMNS.map(name => `${name} = excluded.${name}`).join(', ')}`

/** Tells files at the same path apart. Returns null if there is no file. */
function identityOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false })
  return found === undefined ? null : `${found.dev}:${found.ino}`
}

/** Facts that only this work stated are no longer proven. */
const UNPROVEN = `DELETE FROM fact WHERE confirmations = 1 AND
  (project, launched_at, assignment) = (SELECT project, launched_at, assignment FROM work WHERE id = ?)`

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
    if (records.length === 0) return
    this.#change('writing', database => {
      const isForgotten = database.prepare('SELECT 1 FROM forgotten WHERE key = ?')
      const upsert = database.prepare(UPSERT)
      for (const record of records) if (isForgotten.get(keyOf(record)) === undefined) upsert.run(...toRow(record))
    })
  }

  learn(facts: readonly ProvenFact[]): void {
    if (facts.length > 0) this.#change('writing', database => saveFacts(database, facts))
  }

  factsOf(repository: string, limit: number): readonly KeptFact[] {
    return this.#read(database => readFacts(database, [repository], limit))
  }

  findFacts({ repository }: Pick<WorkFilter, 'repository'>, limit: number): readonly KeptFact[] {
    return this.#read(database => {
      const found = repository === undefined ? null : factRepositories(database).filter(name => isNamed(name, repository))
      return readFacts(database, found, limit)
    })
  }

  forgetFact(id: number): boolean {
    const isDeleted = this.#change('deleting from', database => forgetFact(database, id))
    this.#clearLog()
    return isDeleted
  }

  list(filter: WorkFilter, limit: number): readonly KeptRecord[] {
    return this.#read(database => {
      const { where, values } = whereOf(filter, 'work', this.#repositories(filter))
      return database
        .prepare(`SELECT * FROM work ${where} ORDER BY id DESC LIMIT ?`)
        .all(...values, limit)
        .map(fromRow)
    })
  }

  totals(filter: WorkFilter, by: WorkGroup | null): readonly WorkTotals[] {
    const columns: readonly WorkGroup[] = by === null ? [] : by === 'model' ? ['agent', 'model'] : [by]
    const names = ['tasks', 'proven', 'failed', 'claimed', 'right_first', 'worked_ms', 'usd', 'unpriced', 'tokens']
    const sums = ['count(DISTINCT day) AS days', ...names.map(name => `sum(${name}) AS ${name}`)]
    return this.#read(database => {
      const { where, values } = whereOf(filter, 'daily', this.#repositories(filter))
      const group = columns.length === 0 ? '' : `GROUP BY ${columns.join(', ')}`
      const query = `SELECT ${[...columns, ...sums].join(', ')} FROM daily ${where} ${group} ORDER BY sum(tasks) DESC LIMIT 100`
      return database
        .prepare(query)
        .all(...values)
        .map(row => totalsOf(row, columns))
        .filter(({ tasks }) => tasks > 0)
    })
  }

  days(filter: WorkFilter): readonly WorkDay[] {
    return this.#read(database => {
      const { where, values } = whereOf(filter, 'daily', this.#repositories(filter))
      const sums = ['proven', 'claimed', 'right_first'].map(name => `sum(${name}) AS ${name}`).join(', ')
      const rows = database.prepare(`SELECT day, ${sums} FROM daily ${where} GROUP BY day ORDER BY day`).all(...values)
      return rows.map(({ day, proven, claimed, right_first: rightFirst }) => {
        return { day: Number(day), proven: Number(proven), claimed: Number(claimed), rightFirst: Number(rightFirst) }
      })
    })
  }

  durations(repository: string, limit: number): readonly PastDuration[] {
    const query = `SELECT task, agent, kind, ended_at - started_at AS took_ms FROM work
      WHERE repository = ? AND outcome = 'proven' AND ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT ?`
    return this.#read(database =>
      database
        .prepare(query)
        .all(repository, limit)
        .map(row => ({
          task: String(row['task']),
          agent: String(row['agent']),
          kind: String(row['kind']),
          tookMs: Number(row['took_ms']),
        })),
    )
  }

  experience(repository: string | null): readonly AgentSums[] {
    const query = `SELECT agent, role, sum(claimed) AS claimed, sum(right_first) AS right_first FROM daily
      WHERE repository = ? GROUP BY agent, role`
    return this.#read(database =>
      database
        .prepare(query)
        .all(repository ?? '')
        .map(({ agent, role, claimed, right_first: rightFirst }) => {
          return { agent: String(agent), role: String(role), claimed: Number(claimed), rightFirst: Number(rightFirst) }
        }),
    )
  }

  correct(id: number, result: WorkResult | null): KeptRecord | null {
    return this.#change('correcting', database => {
      database.prepare('UPDATE work SET corrected = ? WHERE id = ?').run(result, id)
      if (result !== null && result !== 'proven') database.prepare(UNPROVEN).run(id)
      const row = database.prepare('SELECT * FROM work WHERE id = ?').get(id)
      return row === undefined ? null : fromRow(row)
    })
  }

  forget(which: { readonly id: number } | { readonly before: number } | 'all'): number {
    const where = which === 'all' ? '' : 'id' in which ? 'WHERE id = ?' : 'WHERE started_at < ?'
    const values = which === 'all' ? [] : ['id' in which ? which.id : which.before]
    const deleted = this.#change('deleting from', database => {
      const remember = database.prepare('INSERT OR IGNORE INTO forgotten VALUES (?)')
      for (const row of database.prepare(`SELECT * FROM work ${where}`).iterate(...values)) remember.run(keyOf(fromRow(row)))
      if (which === 'all') database.exec('DELETE FROM fact')
      else if ('before' in which) database.prepare('DELETE FROM fact WHERE confirmed_at < ?').run(which.before)
      return Number(database.prepare(`DELETE FROM work ${where}`).run(...values).changes)
    })
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

  #repositories({ repository }: WorkFilter): readonly string[] | null {
    if (repository === undefined) return null
    return this.#knownRepositories().filter(name => isNamed(name, repository))
  }

  /** Finds the names one after the other. `SELECT DISTINCT` would read all sums. */
  #knownRepositories(): readonly string[] {
    const next = this.#database.prepare('SELECT min(repository) AS name FROM daily WHERE repository > ?')
    const found: string[] = []
    for (let name = next.get('')?.['name']; typeof name === 'string'; name = next.get(name)?.['name']) found.push(name)
    return found
  }

  #read<Result>(call: (database: DatabaseSync) => Result): Result {
    return withHistoryErrors(this.file, 'reading', () => call(this.#database))
  }

  #change<Result>(what: string, call: (database: DatabaseSync) => Result): Result {
    return withHistoryErrors(this.file, what, () => transaction(this.#database, () => call(this.#database)))
  }
}

/** Whether a person means this repository: by its path or address, or by the last part of it. */
function isNamed(repository: string, said: string): boolean {
  const end = said.replace(/\/+$/, '')
  return repository === end || repository.replace(/(?:\.git)?\/*$/, '').endsWith(`/${end}`)
}

/** Identifies a deleted record without keeping anything that it said. */
function keyOf({ project, launchedAt, assignment }: Pick<WorkRecord, 'project' | 'launchedAt' | 'assignment'>): string {
  return hash('sha256', `${project}\n${launchedAt}\n${assignment}`)
}

const DAY_MS = 86_400_000

function whereOf({ agent, role, since }: WorkFilter, table: 'work' | 'daily', repositories: readonly string[] | null) {
  // Ids grow with time, so the query can begin at the first matching id and need not read all older records.
  const isNewEnough = table === 'work' ? 'id >= (SELECT min(id) FROM work WHERE started_at >= ?) AND started_at >= ?' : 'day >= ?'
  const chosen = repositories ?? (table === 'daily' ? [''] : null)
  const parts: (readonly [string, readonly (string | number)[]])[] = [
    ...(agent === undefined ? [] : [['agent = ?', [agent]] as const]),
    ...(role === undefined ? [] : [['role = ?', [role]] as const]),
    ...(since === undefined ? [] : [[isNewEnough, table === 'work' ? [since, since] : [Math.floor(since / DAY_MS)]] as const]),
    ...(chosen === null ? [] : [[`repository IN (${chosen.map(() => '?').join(', ')})`, chosen] as const]),
  ]
  return {
    where: parts.length === 0 ? '' : `WHERE ${parts.map(([text]) => text).join(' AND ')}`,
    values: parts.flatMap(([, given]) => given),
  }
}

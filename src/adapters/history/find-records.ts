import type { DatabaseSync } from 'node:sqlite'
import type { KeptRecord, PastDuration, WorkDay, WorkFilter, WorkGroup, WorkTotals } from '../../core/history/work-totals.ts'
import { fromRow, totalsOf } from './rows.ts'

/** How many first claims of an agent in a role were checked, and how many were right. */
export interface AgentSums {
  readonly agent: string
  /** The role, or '' if the work had none. */
  readonly role: string
  readonly claimed: number
  readonly rightFirst: number
}

const DAY_MS = 86_400_000

/** Finds the newest records that match. */
export function findRecords(database: DatabaseSync, filter: WorkFilter, limit: number): readonly KeptRecord[] {
  const { where, values } = whereOf(database, filter, 'work')
  return database
    .prepare(`SELECT * FROM work ${where} ORDER BY id DESC LIMIT ?`)
    .all(...values, limit)
    .map(fromRow)
}

/** Sums up what matches, for each value of `by`. */
export function sumRecords(database: DatabaseSync, filter: WorkFilter, by: WorkGroup | null): readonly WorkTotals[] {
  const columns: readonly WorkGroup[] = by === null ? [] : by === 'model' ? ['agent', 'model'] : [by]
  const names = ['tasks', 'proven', 'failed', 'claimed', 'right_first', 'worked_ms', 'usd', 'unpriced', 'tokens']
  const sums = ['count(DISTINCT day) AS days', ...names.map(name => `sum(${name}) AS ${name}`)]
  const { where, values } = whereOf(database, filter, 'daily')
  const group = columns.length === 0 ? '' : `GROUP BY ${columns.join(', ')}`
  const query = `SELECT ${[...columns, ...sums].join(', ')} FROM daily ${where} ${group} ORDER BY sum(tasks) DESC LIMIT 100`
  return database
    .prepare(query)
    .all(...values)
    .map(row => totalsOf(row, columns))
    .filter(({ tasks }) => tasks > 0)
}

/** Sums up what matches for each day. */
export function sumDays(database: DatabaseSync, filter: WorkFilter): readonly WorkDay[] {
  const { where, values } = whereOf(database, filter, 'daily')
  const sums = ['proven', 'claimed', 'right_first'].map(name => `sum(${name}) AS ${name}`).join(', ')
  const rows = database.prepare(`SELECT day, ${sums} FROM daily ${where} GROUP BY day ORDER BY day`).all(...values)
  return rows.map(({ day, proven, claimed, right_first: rightFirst }) => {
    return { day: Number(day), proven: Number(proven), claimed: Number(claimed), rightFirst: Number(rightFirst) }
  })
}

/** Finds how long the last proven tasks of a repository took, the newest first. */
export function findDurations(database: DatabaseSync, repository: string, limit: number): readonly PastDuration[] {
  const query = `SELECT task, agent, kind, ended_at - started_at AS took_ms FROM work
    WHERE repository = ? AND outcome = 'proven' AND ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT ?`
  return database
    .prepare(query)
    .all(repository, limit)
    .map(row => ({
      task: String(row['task']),
      agent: String(row['agent']),
      kind: String(row['kind']),
      tookMs: Number(row['took_ms']),
    }))
}

/** Sums up the first claims of each agent and role, in one repository or in all of them (null). */
export function sumClaims(database: DatabaseSync, repository: string | null): readonly AgentSums[] {
  const query = `SELECT agent, role, sum(claimed) AS claimed, sum(right_first) AS right_first FROM daily
    WHERE repository = ? GROUP BY agent, role`
  return database
    .prepare(query)
    .all(repository ?? '')
    .map(({ agent, role, claimed, right_first: rightFirst }) => {
      return { agent: String(agent), role: String(role), claimed: Number(claimed), rightFirst: Number(rightFirst) }
    })
}

/** Whether a person means this repository: by its path or address, or by the last part of it. */
export function namesRepository(repository: string, said: string): boolean {
  const end = said.replace(/\/+$/, '')
  return repository === end || repository.replace(/(?:\.git)?\/*$/, '').endsWith(`/${end}`)
}

function whereOf(database: DatabaseSync, { agent, role, since, repository }: WorkFilter, table: 'work' | 'daily') {
  // Ids grow with time, so the query can begin at the first matching id and need not read all older records.
  const isNewEnough = table === 'work' ? 'id >= (SELECT min(id) FROM work WHERE started_at >= ?) AND started_at >= ?' : 'day >= ?'
  const named = repository === undefined ? null : knownRepositories(database).filter(name => namesRepository(name, repository))
  const chosen = named ?? (table === 'daily' ? [''] : null)
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

/** Finds the names one after the other. `SELECT DISTINCT` would read all sums. */
function knownRepositories(database: DatabaseSync): readonly string[] {
  const next = database.prepare('SELECT min(repository) AS name FROM daily WHERE repository > ?')
  const found: string[] = []
  for (let name = next.get('')?.['name']; typeof name === 'string'; name = next.get(name)?.['name']) found.push(name)
  return found
}

import { hash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { ProvenFact } from '../../core/history/proven-facts.ts'
import type { KeptFact } from '../../core/history/work-totals.ts'
import { cleanFact } from '../../core/model/facts/repository-fact.ts'
import type { HistoryRow } from './rows.ts'

/** A repository keeps at most this many facts. Czar deletes the facts whose last confirmation is oldest. */
const MOST_FACTS = 200

const CONFIRM = `UPDATE fact SET project = ?, launched_at = ?, assignment = ?, task = ?, worker = ?, proof = ?,
    confirmed_at = max(confirmed_at, ?), confirmations = confirmations + 1 WHERE id = ? AND repository = ?`

const UPSERT = `INSERT INTO fact (repository, text, project, launched_at, assignment, task, worker, proof, confirmed_at, confirmations)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
  ON CONFLICT (repository, text) DO UPDATE SET project = excluded.project, launched_at = excluded.launched_at,
    assignment = excluded.assignment, task = excluded.task, worker = excluded.worker, proof = excluded.proof,
    confirmed_at = max(confirmed_at, excluded.confirmed_at), confirmations = confirmations + 1`

/**
 * Adds, confirms and removes facts. Each statement counts once, even if a czar reads it from its journal again. Facts that a person deleted
 * are not added again.
 */
export function saveFacts(database: DatabaseSync, facts: readonly ProvenFact[]): void {
  const first = database.prepare('INSERT OR IGNORE INTO fact_statement VALUES (?)')
  const isForgotten = database.prepare('SELECT 1 FROM forgotten WHERE key = ?')
  const remove = database.prepare('DELETE FROM fact WHERE id = ? AND repository = ?')
  const confirm = database.prepare(CONFIRM)
  const upsert = database.prepare(UPSERT)
  const shorten = database.prepare(`DELETE FROM fact WHERE repository = ?1 AND id NOT IN
    (SELECT id FROM fact WHERE repository = ?1 ORDER BY confirmed_at DESC, id DESC LIMIT ${MOST_FACTS})`)
  for (const fact of facts) {
    const { repository, project, launchedAt, assignment, task, worker, commit, provenAt, contradicts, confirms } = fact
    if (first.run(statementKey(fact)).changes === 0) continue
    if (contradicts !== null) remove.run(contradicts, repository)
    if (confirms !== undefined) confirm.run(project, launchedAt, assignment, task, worker, commit, provenAt, confirms, repository)
    const text = cleanFact(fact.text ?? '')
    if (text === null || isForgotten.get(textKey(repository, text)) !== undefined) continue
    upsert.run(repository, text, project, launchedAt, assignment, task, worker, commit, provenAt)
    shorten.run(repository)
  }
}

/** Reads the newest confirmed facts first: of these repositories, or of all (null). */
export function readFacts(database: DatabaseSync, repositories: readonly string[] | null, limit: number): readonly KeptFact[] {
  if (!hasFacts(database)) return []
  const where = repositories === null ? '' : `WHERE repository IN (${repositories.map(() => '?').join(', ')})`
  return database
    .prepare(`SELECT * FROM fact ${where} ORDER BY confirmed_at DESC, id DESC LIMIT ?`)
    .all(...(repositories ?? []), limit)
    .flatMap(factOf)
}

/** The repositories that have facts. */
export function factRepositories(database: DatabaseSync): readonly string[] {
  if (!hasFacts(database)) return []
  return database
    .prepare('SELECT DISTINCT repository FROM fact')
    .all()
    .map(row => String(row['repository']))
}

/** Deletes one fact. The same text is not added again, no matter which worker states it. */
export function forgetFact(database: DatabaseSync, id: number): boolean {
  const row = database.prepare('SELECT repository, text FROM fact WHERE id = ?').get(id)
  if (row === undefined) return false
  database.prepare('INSERT OR IGNORE INTO forgotten VALUES (?)').run(textKey(String(row['repository']), String(row['text'])))
  database.prepare('DELETE FROM fact WHERE id = ?').run(id)
  return true
}

/** A history that an earlier version of czar wrote has no table of facts until a newer czar writes to it. */
function hasFacts(database: DatabaseSync): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'fact'").get() !== undefined
}

/** Reads a row. A person may have edited the file with another program, so a text that is not a valid fact is left out. */
function factOf(row: HistoryRow): readonly KeptFact[] {
  const word = (name: string) => String(row[name] ?? '')
  const text = cleanFact(word('text'))
  if (text === null) return []
  const source = {
    project: word('project'),
    task: word('task'),
    worker: word('worker'),
    commit: row['proof'] === null ? null : word('proof'),
  }
  const confirmedAt = Number(row['confirmed_at'])
  const when = { confirmedAt, day: new Date(confirmedAt).toISOString().slice(0, 10), confirmations: Number(row['confirmations']) }
  return [{ id: Number(row['id']), repository: word('repository'), text, ...source, ...when }]
}

/** Identifies a statement. It keeps nothing of the statement's content. */
function statementKey({ project, launchedAt, assignment, number }: ProvenFact): string {
  return hash('sha256', `${project}\n${launchedAt}\n${assignment}\n${number}`)
}

function textKey(repository: string, text: string): string {
  return hash('sha256', `fact\n${repository}\n${text.toLowerCase()}`)
}

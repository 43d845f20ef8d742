import type { DatabaseSync } from 'node:sqlite'
import { PreconditionError } from '../../core/model/errors.ts'
import { transaction } from '../transaction.ts'

const DAY_MS = 86_400_000

/** The sums that the triggers keep for each day, with the value of one record. */
const SUMS = {
  tasks: '1',
  proven: "(ROW.outcome = 'proven')",
  failed: "(ROW.outcome IN ('failed', 'returned'))",
  claimed: '(ROW.right_first IS NOT NULL)',
  right_first: "(ROW.outcome = 'proven' AND coalesce(ROW.right_first, 0))",
  worked_ms: 'coalesce(ROW.worked_ms, 0)',
  usd: 'coalesce(ROW.usd, 0)',
  unpriced: '(ROW.usd IS NULL)',
  tokens: 'coalesce(ROW.tokens, 0)',
} as const

/** The columns that identify a sum. One row is for the repository, and one is for all repositories together. */
const KEYS = {
  repository: 'REPOSITORY',
  day: `coalesce(ROW.ended_at, ROW.started_at) / ${DAY_MS}`,
  agent: 'ROW.agent',
  model: "coalesce(ROW.model, '')",
  role: "coalesce(ROW.role, '')",
  kind: 'ROW.kind',
} as const

/**
 * The changes of the database's format, the oldest first, as for the journal. Triggers keep a sum for each repository, day and kind of
 * work, and the same for all repositories (''). So figures over 100,000 records take a few ms.
 */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE work (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     project TEXT NOT NULL,
     repository TEXT NOT NULL,
     launched_at INTEGER NOT NULL,
     assignment TEXT NOT NULL,
     task TEXT NOT NULL,
     kind TEXT NOT NULL,
     worker TEXT NOT NULL,
     agent TEXT NOT NULL,
     model TEXT,
     role TEXT,
     owns TEXT NOT NULL,
     text_length INTEGER NOT NULL,
     result TEXT NOT NULL,
     corrected TEXT,
     outcome TEXT NOT NULL GENERATED ALWAYS AS (coalesce(corrected, result)) STORED,
     claims INTEGER NOT NULL,
     right_first INTEGER,
     sent_back TEXT NOT NULL,
     started_at INTEGER NOT NULL,
     ended_at INTEGER,
     worked_ms INTEGER,
     usd REAL,
     tokens INTEGER,
     UNIQUE (project, launched_at, assignment)
   ) STRICT;
   CREATE INDEX work_of_repository ON work (repository, id);
   CREATE INDEX work_of_agent ON work (agent, id);
   CREATE INDEX work_of_role ON work (role, id);
   CREATE INDEX work_by_time ON work (started_at);
   CREATE INDEX proven_work ON work (repository, ended_at) WHERE outcome = 'proven';
   CREATE TABLE forgotten (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
   CREATE TABLE daily (
     repository TEXT NOT NULL,
     day INTEGER NOT NULL,
     agent TEXT NOT NULL,
     model TEXT NOT NULL,
     role TEXT NOT NULL,
     kind TEXT NOT NULL,
     tasks INTEGER NOT NULL,
     proven INTEGER NOT NULL,
     failed INTEGER NOT NULL,
     claimed INTEGER NOT NULL,
     right_first INTEGER NOT NULL,
     worked_ms INTEGER NOT NULL,
     usd REAL NOT NULL,
     unpriced INTEGER NOT NULL,
     tokens INTEGER NOT NULL,
     PRIMARY KEY (repository, day, agent, model, role, kind)
   ) STRICT, WITHOUT ROWID;
   CREATE TRIGGER work_added AFTER INSERT ON work BEGIN ${both(add, 'NEW')} END;
   CREATE TRIGGER work_changed AFTER UPDATE ON work BEGIN ${both(take, 'OLD')} ${both(add, 'NEW')} END;
   CREATE TRIGGER work_removed AFTER DELETE ON work BEGIN ${both(take, 'OLD')} END;`,
  `CREATE TABLE fact (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     repository TEXT NOT NULL,
     text TEXT NOT NULL COLLATE NOCASE,
     project TEXT NOT NULL,
     launched_at INTEGER NOT NULL,
     assignment TEXT NOT NULL,
     task TEXT NOT NULL,
     worker TEXT NOT NULL,
     proof TEXT,
     confirmed_at INTEGER NOT NULL,
     confirmations INTEGER NOT NULL,
     UNIQUE (repository, text)
   ) STRICT;
   CREATE INDEX newest_facts ON fact (repository, confirmed_at);
   CREATE TABLE fact_statement (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;`,
]

function both(change: (row: string) => string, row: string): string {
  const text = change(row)
  return `${text.replaceAll('REPOSITORY', `${row}.repository`)} ${text.replaceAll('REPOSITORY', "''")}`
}

function add(row: string): string {
  const grow = Object.keys(SUMS).map(name => `${name} = ${name} + excluded.${name}`)
  return `INSERT INTO daily VALUES (${values({ ...KEYS, ...SUMS }, row)})
    ON CONFLICT (${Object.keys(KEYS).join(', ')}) DO UPDATE SET ${grow.join(', ')};`
}

function take(row: string): string {
  const shrink = Object.entries(SUMS).map(([name, value]) => `${name} = ${name} - ${value}`)
  const key = Object.entries(KEYS).map(([name, value]) => `${name} = ${value}`)
  const where = key.join(' AND ').replaceAll('ROW', row)
  return `UPDATE daily SET ${shrink.join(', ').replaceAll('ROW', row)} WHERE ${where};
    DELETE FROM daily WHERE ${where} AND tasks = 0;`
}

function values(expressions: Readonly<Record<string, string>>, row: string): string {
  return Object.values(expressions).join(', ').replaceAll('ROW', row)
}

/** Brings the history to the newest format. Either all steps succeed, or nothing is changed. */
export function migrateHistory(database: DatabaseSync, file: string, migrations = MIGRATIONS): void {
  if (historyVersion(database, file, migrations.length) === migrations.length) return
  transaction(database, () => {
    const version = historyVersion(database, file, migrations.length)
    for (const step of migrations.slice(version)) database.exec(step)
    database.exec(`PRAGMA user_version = ${migrations.length}`)
  })
}

/** The version of the history's format. Refuses a history that a newer version of czar wrote. */
export function historyVersion(database: DatabaseSync, file: string, newest = MIGRATIONS.length): number {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version <= newest) return version
  throw new PreconditionError(`the history ${file} has version ${version}, this czar knows versions up to ${newest}`, {
    hint: 'npm install -g czar-fleet@latest',
  })
}

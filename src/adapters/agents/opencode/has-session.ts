import { existsSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Whether the session can be continued. opencode 1.18.33 stores sessions in a SQLite database. If it is told to continue a session that is
 * missing, it exits with status 1. If czar cannot read the database, the answer is true, because the session may exist.
 */
export function hasSession(env: Readonly<Record<string, string>>, session: string): boolean {
  const file = databaseFile(env)
  if (!existsSync(file)) return false
  try {
    const database = new DatabaseSync(file, { readOnly: true })
    try {
      return database.prepare('SELECT 1 FROM session WHERE id = ?').get(session) !== undefined
    } finally {
      database.close()
    }
  } catch {
    return true
  }
}

function databaseFile({ HOME = '', XDG_DATA_HOME, OPENCODE_DB: name = 'opencode.db' }: Readonly<Record<string, string>>): string {
  const data = join(XDG_DATA_HOME ?? join(HOME, '.local', 'share'), 'opencode')
  return isAbsolute(name) ? name : join(data, name)
}

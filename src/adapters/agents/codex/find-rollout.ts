import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The file of a session, `sessions/YYYY/MM/DD/rollout-<time>-<session>.jsonl`. Returns null if there is none. Codex 0.169.0 creates this
 * file when it gets the first text. If it is told to continue a session that has no file, it exits with status 1.
 */
export async function findRollout(home: string, session: string): Promise<string | null> {
  const sessions = join(home, 'sessions')
  const names = await readdir(sessions, { recursive: true }).catch(() => [])
  const name = names.find(each => each.endsWith(`-${session}.jsonl`))
  return name === undefined ? null : join(sessions, name)
}

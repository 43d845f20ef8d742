import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The file that keeps a session, `sessions/YYYY/MM/DD/rollout-<time>-<session>.jsonl`; null: there is none. Codex 0.169.0
 * writes it with the first text, and exits with status 1 when it is asked to resume a session without one.
 */
export async function findRollout(home: string, session: string): Promise<string | null> {
  const sessions = join(home, 'sessions')
  const names = await readdir(sessions, { recursive: true }).catch(() => [])
  const name = names.find(each => each.endsWith(`-${session}.jsonl`))
  return name === undefined ? null : join(sessions, name)
}

import { identityEnvironment } from '../../core/model/git-identity.ts'
import type { Repository } from './repository.ts'
import { runPorcelain } from './run-porcelain.ts'

const FETCH_TIMEOUT_MS = 60_000

/** Fetches the configured remote: its branches only, no tags, and the user's FETCH_HEAD stays as it is. */
export async function fetchRemote(repository: Repository): Promise<{ readonly ok: boolean; readonly reason: string | null }> {
  const { remote, identity } = repository.options
  if (remote === null) return { ok: true, reason: null }
  const env = { ...repository.environment, ...identityEnvironment(identity ?? null), GIT_DIR: repository.commonDir }
  const args = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--', remote]
  try {
    await runPorcelain(args, { cwd: repository.commonDir, env, timeoutMs: FETCH_TIMEOUT_MS })
    return { ok: true, reason: null }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

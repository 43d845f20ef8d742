import { ToolError } from '../../../core/model/errors.ts'
import { configured } from '../repository/configured.ts'
import type { Repository } from '../repository/repository.ts'
import { connect } from './connect.ts'
import { runRemote } from './run-remote.ts'

const FETCH_TIMEOUT_MS = 60_000

/**
 * Fetches the configured remote into `refs/remotes/`, without tags. It deletes nothing, and does not change FETCH_HEAD, the user's
 * branches or the configuration. It asks no questions, and returns a failure instead of throwing.
 */
export async function fetchRemote(
  repository: Repository,
  signal?: AbortSignal,
): Promise<{ readonly ok: boolean; readonly reason: string | null }> {
  const { options, commonDir } = repository
  const { remote, fetchTimeoutMs = FETCH_TIMEOUT_MS } = options
  if (remote === null) return { ok: true, reason: null }
  const flags = ['--quiet', '--no-tags', '--no-prune', '--no-write-fetch-head', '--no-recurse-submodules', '--refmap=']
  try {
    const args = ['fetch', ...flags, '--', remote, ...(await harmlessRefspecs(repository, remote))]
    await connect(options, await configured(repository, 'core.sshCommand'), env =>
      runRemote(args, { cwd: commonDir, env: { ...env, GIT_DIR: commonDir }, timeoutMs: fetchTimeoutMs, signal }),
    )
    return { ok: true, reason: null }
  } catch (error) {
    return { ok: false, reason: error instanceof ToolError ? wordsOf(error) : String(error) }
  }
}

/** The refspecs that the user has configured, if they write only to `refs/remotes/`. The refspec of a mirror would overwrite branches. */
async function harmlessRefspecs(repository: Repository, remote: string): Promise<readonly string[]> {
  const all = (await configured(repository, `remote.${remote}.fetch`)).split('\n')
  const harmless = all.filter(spec => spec.split(':')[1]?.startsWith('refs/remotes/'))
  const { base } = repository.options
  if (harmless.length === 0) return [`+refs/heads/${base}:refs/remotes/${remote}/${base}`]
  return [...harmless, ...all.filter(spec => spec.startsWith('^'))]
}

/** Git's own message, without parts that differ each time although the failure is the same. */
function wordsOf({ reason, stderr, message }: ToolError): string {
  if (reason === 'timeout') return 'it did not answer in time'
  return stderr.trim() === '' ? message : stderr.trim().split('\n').slice(0, 4).join('; ').slice(0, 600)
}

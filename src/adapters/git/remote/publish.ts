import { ToolError } from '../../../core/model/errors.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import { configured } from '../repository/configured.ts'
import type { Repository } from '../repository/repository.ts'
import { connect } from './connect.ts'
import { runRemote } from './run-remote.ts'

const PUSH_TIMEOUT_MS = 120_000

/**
 * Pushes a commit to the branch of that name on the remote that git itself would push to. It never forces, runs no hook here, and sets no
 * upstream. `refused`: the remote's message, if the remote answers and refuses the commit. Throws if it cannot be reached.
 */
export async function publish(
  repository: Repository,
  { branch, commit }: { readonly branch: string; readonly commit: CommitSha },
  signal?: AbortSignal,
): Promise<{ readonly refused: string | null }> {
  const { options, commonDir } = repository
  const remote = await pushRemote(repository)
  const args = ['push', '--quiet', '--no-follow-tags', '--no-verify', '--', remote, `${commit}:refs/heads/${branch}`]
  try {
    await connect(options, await configured(repository, 'core.sshCommand'), env =>
      runRemote(args, { cwd: commonDir, env: { ...env, GIT_DIR: commonDir }, timeoutMs: PUSH_TIMEOUT_MS, signal }),
    )
    return { refused: null }
  } catch (error) {
    const refused = error instanceof ToolError ? refusalIn(error.stderr) : null
    if (refused === null) throw error
    return { refused }
  }
}

/** The remote that git pushes to by default: a fork, or the one that git fetches from. */
export async function pushRemote(repository: Repository): Promise<string> {
  const named = await configured(repository, 'remote.pushDefault')
  return named.split('\n').at(-1) || (repository.options.remote ?? 'origin')
}

/** Matches `! [rejected] main -> main (fetch first)`, which follows the remote's own message. */
function refusalIn(stderr: string): string | null {
  const refused = /^ ! \[(?:remote )?rejected\].*$/m.exec(stderr)
  if (refused === null) return null
  const said = stderr.split('\n').flatMap(line => /^remote: *(?:error: *)?(.*\S)/.exec(line)?.[1] ?? [])
  const why = /\(([^)]*)\)\s*$/.exec(refused[0])?.[1] ?? 'refused'
  return [...said.slice(0, 6), why].join('; ').slice(0, 600)
}

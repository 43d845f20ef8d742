import { ToolError } from '../../../core/model/errors.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import { configured } from '../repository/configured.ts'
import type { Repository } from '../repository/repository.ts'
import { connect } from './connect.ts'
import { runRemote } from './run-remote.ts'

const PUSH_TIMEOUT_MS = 120_000

/**
 * Pushes a commit to the branch of that name, on the remote to which git itself would push. It never forces, runs no hook of the user's
 * repository, and sets no upstream. If the remote refuses the commit, the result has the remote's message in `refused`. Throws if the
 * remote cannot be reached.
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

/** The remote to which git pushes by default. It may be a fork, or the remote from which git fetches. */
export async function pushRemote(repository: Repository): Promise<string> {
  const named = await configured(repository, 'remote.pushDefault')
  return named.split('\n').at(-1) || (repository.options.remote ?? 'origin')
}

/** Finds the reason in a line such as `! [rejected] main -> main (fetch first)`, which comes after the remote's own message. */
function refusalIn(stderr: string): string | null {
  const refused = /^ ! \[(?:remote )?rejected\].*$/m.exec(stderr)
  if (refused === null) return null
  const said = stderr.split('\n').flatMap(line => /^remote: *(?:error: *)?(.*\S)/.exec(line)?.[1] ?? [])
  const why = /\(([^)]*)\)\s*$/.exec(refused[0])?.[1] ?? 'refused'
  return [...said.slice(0, 6), why].join('; ').slice(0, 600)
}

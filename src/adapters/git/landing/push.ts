import type { CommitSha } from '../../../core/model/ids.ts'
import { connect } from '../remote/connect.ts'
import { runRemote } from '../remote/run-remote.ts'
import { configured } from '../repository/configured.ts'
import type { Repository } from '../repository/repository.ts'

const PUSH_TIMEOUT_MS = 120_000

/**
 * Pushes a tested commit to the base branch of the remote. It never forces, so the remote refuses a push that would drop commits. No hook
 * of the user's repository runs.
 */
export async function push(repository: Repository, remote: string, tip: CommitSha): Promise<void> {
  const { options, commonDir } = repository
  const args = ['push', '--quiet', '--no-follow-tags', '--no-verify', '--', remote, `${tip}:refs/heads/${options.base}`]
  await connect(options, await configured(repository, 'core.sshCommand'), env =>
    runRemote(args, { cwd: commonDir, env: { ...env, GIT_DIR: commonDir }, timeoutMs: PUSH_TIMEOUT_MS }),
  )
}

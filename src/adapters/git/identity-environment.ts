import type { GitIdentity } from '../../core/model/project.ts'

/**
 * A worker's git identity as environment variables: several accounts on one machine without a word written
 * into the user's `.git/config` (per-worktree config would need `extensions.worktreeConfig` there).
 */
export function identityEnv(identity: GitIdentity | null): Record<string, string> {
  if (identity === null) return {}
  return {
    ...(identity.name !== null && { GIT_AUTHOR_NAME: identity.name, GIT_COMMITTER_NAME: identity.name }),
    ...(identity.email !== null && { GIT_AUTHOR_EMAIL: identity.email, GIT_COMMITTER_EMAIL: identity.email }),
    ...(identity.sshKey !== null && { GIT_SSH_COMMAND: `ssh -i ${quoted(identity.sshKey)} -o IdentitiesOnly=yes -o BatchMode=yes` }),
  }
}

/** git hands GIT_SSH_COMMAND to `sh`: the path is the only foreign part. */
function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`
}

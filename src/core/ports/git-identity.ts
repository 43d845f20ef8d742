import type { GitIdentity } from '../model/project.ts'
import { shellWord } from '../text/shell-word.ts'

export interface GitPerson {
  readonly name: string
  readonly email: string
}

/** Author and committer of a worktree's commits, from the user's own git configuration. */
export interface Authorship {
  readonly author: GitPerson
  readonly committer: GitPerson
}

/**
 * Gives the author and the committer in environment variables, for any git that ignores the global configuration. For example, Gemini CLI
 * 0.61.0 runs its shell with GIT_CONFIG_GLOBAL=/dev/null.
 */
export function authorshipEnvironment(authorship: Authorship | null): Readonly<Record<string, string>> {
  if (authorship === null) return {}
  const { author, committer } = authorship
  return {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
  }
}

/** Environment with which git commits and connects as this identity. Empty if `identity` is null, so that the user's git config applies. */
export function identityEnvironment(identity: GitIdentity | null): Readonly<Record<string, string>> {
  if (identity === null) return {}
  return {
    ...(identity.name === null ? {} : { GIT_AUTHOR_NAME: identity.name, GIT_COMMITTER_NAME: identity.name }),
    ...(identity.email === null ? {} : { GIT_AUTHOR_EMAIL: identity.email, GIT_COMMITTER_EMAIL: identity.email }),
    ...(identity.sshKey === null ? {} : { GIT_SSH_COMMAND: sshCommand(identity.sshKey) }),
  }
}

/**
 * git passes this value to `sh -c`, so the path must be one word. IdentitiesOnly excludes the ssh agent's other keys,
 * but not a config file's IdentityFile. So ssh is told to read no config file: ssh 9.2 would offer that key even before
 * `-i` if the agent holds it. BatchMode: no person is there to answer a prompt.
 */
function sshCommand(key: string): string {
  return `ssh -F /dev/null -i ${shellWord(key)} -o IdentitiesOnly=yes -o BatchMode=yes`
}

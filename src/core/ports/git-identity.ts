import type { GitIdentity } from '../model/project.ts'
import { shellWord } from '../text/shell-word.ts'

export interface GitPerson {
  readonly name: string
  readonly email: string
}

/** The author and the committer of a worktree's commits, as the user's own git configuration names them. */
export interface Authorship {
  readonly author: GitPerson
  readonly committer: GitPerson
}

/**
 * Returns environment variables that set author and committer. They are for programs whose git ignores the user's global configuration. For
 * example, Gemini CLI 0.61.0 runs its shell with GIT_CONFIG_GLOBAL=/dev/null.
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

/**
 * Returns environment variables with which git commits and connects as this identity. Returns no variables if `identity` is null, so that
 * the user's own git configuration applies.
 */
export function identityEnvironment(identity: GitIdentity | null): Readonly<Record<string, string>> {
  if (identity === null) return {}
  return {
    ...(identity.name === null ? {} : { GIT_AUTHOR_NAME: identity.name, GIT_COMMITTER_NAME: identity.name }),
    ...(identity.email === null ? {} : { GIT_AUTHOR_EMAIL: identity.email, GIT_COMMITTER_EMAIL: identity.email }),
    ...(identity.sshKey === null ? {} : { GIT_SSH_COMMAND: sshCommand(identity.sshKey) }),
  }
}

/**
 * Returns the ssh command for git. Git passes it to `sh -c`, so the path must be quoted as one word. IdentitiesOnly makes ssh ignore the
 * other keys in the ssh agent, but not a key that a config file names. So ssh must read no config file, because ssh 9.2 would offer that
 * key first if the ssh agent holds it. BatchMode makes ssh fail instead of asking, because no person is there to answer.
 */
function sshCommand(key: string): string {
  return `ssh -F /dev/null -i ${shellWord(key)} -o IdentitiesOnly=yes -o BatchMode=yes`
}

import type { GitIdentity } from '../model/project.ts'
import { shellWord } from '../text/shell-word.ts'

export interface GitPerson {
  readonly name: string
  readonly email: string
}

/** Who commits of a worktree are by, as the user's own git configuration says. */
export interface Authorship {
  readonly author: GitPerson
  readonly committer: GitPerson
}

/**
 * The environment that says the same to a git which does not read that configuration: Gemini CLI 0.61.0 runs its shell
 * with GIT_CONFIG_GLOBAL=/dev/null.
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

/** The environment that makes git commit and connect as this identity; empty for none, so the user's own git config holds. */
export function identityEnvironment(identity: GitIdentity | null): Readonly<Record<string, string>> {
  if (identity === null) return {}
  return {
    ...(identity.name === null ? {} : { GIT_AUTHOR_NAME: identity.name, GIT_COMMITTER_NAME: identity.name }),
    ...(identity.email === null ? {} : { GIT_AUTHOR_EMAIL: identity.email, GIT_COMMITTER_EMAIL: identity.email }),
    ...(identity.sshKey === null ? {} : { GIT_SSH_COMMAND: sshCommand(identity.sshKey) }),
  }
}

/**
 * git hands this value to `sh -c`, so the path is one word of it. IdentitiesOnly keeps the ssh agent's other
 * keys out, but every IdentityFile of a config file still counts as chosen, and if the agent holds it ssh 9.2 even offers
 * it before `-i`: so no config file is read. BatchMode: nobody is there who could answer.
 */
function sshCommand(key: string): string {
  return `ssh -F /dev/null -i ${shellWord(key)} -o IdentitiesOnly=yes -o BatchMode=yes`
}

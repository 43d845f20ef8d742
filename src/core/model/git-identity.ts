import type { GitIdentity } from './project.ts'
import { shellWord } from './shell-word.ts'

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

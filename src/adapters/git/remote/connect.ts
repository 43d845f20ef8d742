import { ToolError } from '../../../core/model/errors.ts'
import { identityEnvironment } from '../../../core/ports/git-identity.ts'
import { gitEnvironment } from '../repository/git-environment.ts'
import type { GitOptions } from '../repository/git-options.ts'

type Environment = Readonly<Record<string, string>>

/**
 * Connects to a remote with the access that the user has. If that fails, tries the key of a worker, because on some machines the user has
 * no access. `ownCommand` is git's setting core.sshCommand, or '' if it is not set. If both fail, throws the error of the first try.
 */
export async function connect<Answer>(
  options: GitOptions,
  ownCommand: string,
  attempt: (env: Environment) => Promise<Answer>,
): Promise<Answer> {
  let first: unknown = null
  for (const env of ways(options, ownCommand)) {
    try {
      return await attempt(env)
    } catch (error) {
      first ??= error
      // A remote that did not answer in time is not tried again with the worker's key.
      if (error instanceof ToolError && error.reason === 'timeout') break
    }
  }
  throw first
}

function ways({ env, identity }: GitOptions, ownCommand: string): readonly Environment[] {
  const environment = gitEnvironment(env)
  const own = env['GIT_SSH_COMMAND'] ?? (ownCommand === '' ? 'ssh -o BatchMode=yes' : ownCommand)
  const asUser = { ...environment, GIT_SSH_COMMAND: own }
  return identity?.sshKey == null ? [asUser] : [asUser, { ...environment, ...identityEnvironment(identity) }]
}

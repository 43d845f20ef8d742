import { ToolError } from '../../../core/model/errors.ts'
import { identityEnvironment } from '../../../core/ports/git-identity.ts'
import { gitEnvironment } from '../repository/git-environment.ts'
import type { GitOptions } from '../repository/git-options.ts'

type Environment = Readonly<Record<string, string>>

/**
 * Tries a remote as the user does by hand; then, for a machine where the user has no key, with the key of a worker.
 * `ownCommand` is git's core.sshCommand, '' when the user has set none. Of two failures the user's own is told.
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
      // What hangs is not asked again in another way.
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

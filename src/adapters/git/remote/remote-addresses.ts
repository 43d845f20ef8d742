import type { RemoteAddresses } from '../../../core/ports/git-port.ts'
import { gitEnvironment } from '../repository/git-environment.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { pushRemote } from './publish.ts'
import { withoutAlias } from './without-alias.ts'

/**
 * The addresses of the remote, after git has applied `url.*.insteadOf` and `pushInsteadOf`, and with host aliases of ssh replaced. Empty
 * if there is no such remote.
 */
export async function remoteAddresses(repository: Repository): Promise<RemoteAddresses> {
  const fetch = await address(repository, repository.options.remote ?? 'origin')
  const push = await address(repository, await pushRemote(repository), '--push')
  return { fetch, push }
}

async function address(repository: Repository, remote: string, ...flags: readonly string[]): Promise<string> {
  const { stdout } = await runGit(repository, ['remote', 'get-url', ...flags, '--', remote], { answers: [2, 128] })
  // The setting `remote.pushDefault` may itself be an address.
  const found = stdout.split('\n')[0]?.trim() || (/[:/]/.test(remote) ? remote : '')
  return withoutAlias(found, gitEnvironment(repository.options.env))
}

import type { RemoteAddresses } from '../../../core/ports/git-port.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { pushRemote } from './publish.ts'

/** The addresses after `url.*.insteadOf` and `pushInsteadOf`. Empty without such a remote. */
export async function remoteAddresses(repository: Repository): Promise<RemoteAddresses> {
  const fetch = await address(repository, [repository.options.remote ?? 'origin'])
  const push = await address(repository, ['--push', await pushRemote(repository)])
  return { fetch, push }
}

async function address(repository: Repository, words: readonly string[]): Promise<string> {
  const { stdout } = await runGit(repository, ['remote', 'get-url', ...words], { answers: [2, 128] })
  return stdout.split('\n')[0]?.trim() ?? ''
}

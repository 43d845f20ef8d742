import { join } from 'node:path'
import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'
import { environmentOf } from './checkout.ts'

/**
 * Copies these commits, with all objects that they need, from other object directories into the repository's own. Git does not run in the
 * repository from which the commits come, so that repository's settings cannot start a program. Throws if an object is missing there.
 */
export async function transferCommits(repository: Repository, commits: readonly string[], stores: readonly string[]): Promise<void> {
  if (commits.length === 0) return
  const kept = (await askGit(repository, ['for-each-ref', '--format=^%(objectname)'])).split('\n').filter(Boolean)
  const input = `${[...commits, ...kept].join('\n')}\n`
  const pack = join(repository.commonDir, 'objects', 'pack', 'pack')
  await runGit(repository, ['pack-objects', '--revs', '--non-empty', '-q', pack], { input, env: environmentOf(stores), timeoutMs: 600_000 })
  // This check does not look into the other object directories. So it fails if any object was not copied.
  const check = ['rev-list', '--objects', '--quiet', '--stdin']
  await runGit(repository, check, { input, timeoutMs: 600_000 })
}

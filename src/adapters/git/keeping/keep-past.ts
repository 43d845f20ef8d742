import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import { environmentOf, onCheckout } from './checkout.ts'
import { withIndex } from './checkout-changes.ts'
import { CZAR } from './save-checkout.ts'
import type { Part } from './worktree-parts.ts'

/** The files that git keeps for an unfinished rebase, `git am` or cherry-pick: the list of its steps, its patches and its message. */
const OPERATION_FILES = ['rebase-merge', 'rebase-apply', 'sequencer', 'MERGE_MSG', 'BISECT_LOG']

/**
 * Makes a commit whose parents are the commits that only reflogs still name, so that git does not delete them. The files of this commit
 * are those of an unfinished operation. Returns null if there are no such commits and no such files. If nothing has changed, the same
 * commit is made again.
 */
export async function keepPast(
  repository: Repository,
  part: Pick<Part, 'past' | 'operation' | 'gitDir' | 'stores'>,
): Promise<string | null> {
  const { past, operation, gitDir, stores } = part
  if (past.heads.length === 0 && operation === null) return null
  const [only, ...others] = past.heads
  if (only !== undefined && others.length === 0 && operation === null) return only
  const tree = await operationTree(repository, gitDir)
  const parents = past.heads.flatMap(head => ['-p', head])
  const env = { ...CZAR, GIT_AUTHOR_DATE: '@0 +0000', GIT_COMMITTER_DATE: '@0 +0000', ...environmentOf(stores) }
  const title = `Earlier commits${operation === null ? '' : `, and the files of ${operation} that was not over`}`
  return askGit(repository, ['commit-tree', tree, ...parents, '-m', title], { env })
}

function operationTree(repository: Repository, gitDir: string): Promise<string> {
  const checkout = {
    path: gitDir,
    gitDir: repository.commonDir,
    index: join(gitDir, 'no-index'),
    head: null,
    isLinked: false,
    stores: [],
    without: [],
  }
  return withIndex(repository, checkout, async call => {
    const names = OPERATION_FILES.filter(name => existsSync(join(gitDir, name)))
    await onCheckout(call, ['read-tree', '--empty'])
    if (names.length > 0) await onCheckout(call, ['add', '-f', '--', ...names])
    return (await onCheckout(call, ['write-tree'])).stdout.trim()
  })
}

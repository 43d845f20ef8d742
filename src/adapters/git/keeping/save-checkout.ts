import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import { type Checkout, type CheckoutCall, environmentOf, onCheckout, openCheckout, ownFiles } from './checkout.ts'
import { withIndex } from './checkout-changes.ts'

export interface CheckoutSnapshot {
  /** A git tree of all files that are not ignored. */
  readonly tree: string
  /** A commit of the staged content. null: the staged content equals HEAD or the files, or has conflicts. */
  readonly index: string | null
}

/**
 * Writes all files of the checkout to the repository's store of objects. A file that cannot be read is an error. If `isStrict` is false,
 * it is left out instead.
 */
export function snapshotCheckout(repository: Repository, checkout: Checkout, { isStrict = true } = {}): Promise<CheckoutSnapshot> {
  return withIndex(repository, checkout, async call => {
    await openCheckout(call)
    const staged = await onCheckout(call, ['write-tree'], { answers: [128] })
    const [leaveOut, answers] = isStrict ? [[], []] : [['--ignore-errors'], [1]]
    await onCheckout(call, ['add', '-A', ...leaveOut, ...ownFiles(checkout)], { answers })
    const tree = await writtenTree(call)
    const index = staged.status === 0 ? staged.stdout.trim() : null
    const isNews = index !== null && index !== tree && index !== (await treeOf(repository, checkout))
    return { tree, index: isNews ? await commitIndex(repository, checkout, index) : null }
  })
}

/** Makes a commit of the snapshot in the form of a stash, so that `git stash apply` accepts it. */
export function commitSnapshot(
  repository: Repository,
  { tree, index }: CheckoutSnapshot,
  { head, stores, title }: Pick<Checkout, 'head' | 'stores'> & { readonly title: string },
): Promise<string> {
  const parents = [head, index].flatMap(parent => (parent === null ? [] : ['-p', parent]))
  return askGit(repository, ['commit-tree', tree, ...parents, '-m', title], { env: { ...CZAR, ...environmentOf(stores) } })
}

export const CZAR = {
  GIT_AUTHOR_NAME: 'czar',
  GIT_AUTHOR_EMAIL: 'czar@localhost',
  GIT_COMMITTER_NAME: 'czar',
  GIT_COMMITTER_EMAIL: 'czar@localhost',
}

/** Makes a commit of the staged files. Its date is fixed, so that the same files give the same commit. */
function commitIndex(repository: Repository, { head, stores }: Checkout, tree: string): Promise<string> {
  const env = { ...CZAR, GIT_AUTHOR_DATE: '@0 +0000', GIT_COMMITTER_DATE: '@0 +0000', ...environmentOf(stores) }
  return askGit(repository, ['commit-tree', tree, ...(head === null ? [] : ['-p', head]), '-m', 'index'], { env })
}

async function writtenTree(call: CheckoutCall): Promise<string> {
  return (await onCheckout(call, ['write-tree'])).stdout.trim()
}

async function treeOf(repository: Repository, { head, stores }: Checkout): Promise<string | null> {
  if (head === null) return null
  return askGit(repository, ['rev-parse', '--verify', `${head}^{tree}`], { env: environmentOf(stores) })
}

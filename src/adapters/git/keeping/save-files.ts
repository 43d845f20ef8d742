import type { CommitSha, WorkerId } from '../../../core/model/ids.ts'
import type { SavedWork } from '../../../core/ports/worktree-stock.ts'
import { keepCommit } from '../refs/keep-commit.ts'
import { rescuesOf } from '../refs/rescue-refs.ts'
import type { Repository } from '../repository/repository.ts'
import { commitSnapshot, snapshotCheckout } from './save-checkout.ts'
import type { Part } from './worktree-parts.ts'

/**
 * Saves all uncommitted changes as one commit on top of HEAD. If the same state was saved before, it is not saved again. Returns null if
 * there are no uncommitted changes.
 */
export async function saveFiles(
  repository: Repository,
  worker: WorkerId,
  { checkout, changes, place }: Pick<Part, 'checkout' | 'changes' | 'place'>,
  { isStrict }: { readonly isStrict: boolean },
): Promise<SavedWork | null> {
  if (checkout === null || changes.changed.length === 0) return null
  const snapshot = await snapshotCheckout(repository, checkout, { isStrict })
  const parents = [checkout.head, snapshot.index].filter(parent => parent !== null).join(' ')
  const same = (await rescuesOf(repository, worker)).find(entry => entry.tree === snapshot.tree && entry.parents === parents)
  const saved = { kind: 'files', count: changes.changed.length, place } as const
  if (same !== undefined) return { ...saved, ref: same.name }
  const title = `Uncommitted work of ${worker}${place === '' ? '' : ` in ${place}`}`
  const commit = await commitSnapshot(repository, snapshot, { ...checkout, title })
  return { ...saved, ref: await keepCommit(repository, worker, commit as CommitSha) }
}

import { join } from 'node:path'
import type { CommitSha, WorkerId } from '../../../core/model/ids.ts'
import type { SavedWork } from '../../../core/ports/worktree-stock.ts'
import { copyIndex } from '../activity/snapshot.ts'
import { keepCommit } from '../refs/keep-commit.ts'
import type { Repository } from '../repository/repository.ts'
import { locateWorktree } from '../repository/worktree.ts'
import { onCheckout } from './checkout.ts'
import { withIndex } from './checkout-changes.ts'
import { findWorktree } from './find-worktree.ts'
import { keepPast } from './keep-past.ts'
import { readHead } from './read-tips.ts'
import { commitSnapshot } from './save-checkout.ts'
import { saveFiles } from './save-files.ts'
import { saveInner } from './save-inner.ts'
import { type Part, partOfEntry, worktreeParts } from './worktree-parts.ts'

/**
 * Saves all work that would be lost with the worktree under `refs/czar/rescue/<worker>/`. This works even if the folder is gone. Throws if
 * some of the work cannot be saved. Writes nothing into the worktree.
 */
export async function saveWorktree(repository: Repository, worker: WorkerId, wanted: string): Promise<readonly SavedWork[]> {
  const { path, standing, entries } = await findWorktree(repository, wanted)
  if (standing.kind === 'astray') return []
  const saved: SavedWork[] = []
  if (standing.kind === 'gone') {
    for (const entry of entries) {
      saved.push(...(await saveStaged(repository, worker, entry)))
      saved.push(...(await saveCommits(repository, worker, await partOfEntry(repository, entry))))
    }
    return saved
  }
  const { parts } = await worktreeParts(repository, await locateWorktree(repository, path))
  for (const part of parts) saved.push(...(await savePart(repository, worker, part)))
  return saved
}

async function savePart(repository: Repository, worker: WorkerId, part: Part): Promise<readonly SavedWork[]> {
  if (part.kind === 'inside' || part.kind === 'elsewhere') {
    const saved = await saveInner(repository, worker, part)
    return saved === null ? [] : [saved]
  }
  const files = await saveFiles(repository, worker, part, { isStrict: true })
  return [...(files === null ? [] : [files]), ...(await saveCommits(repository, worker, part))]
}

/**
 * Saves the commits that are on no branch: each newest commit under a ref of its own, and one more ref for the commits that only a reflog
 * names.
 */
async function saveCommits(repository: Repository, worker: WorkerId, part: Part): Promise<readonly SavedWork[]> {
  const { unkept, past, place } = part
  const saved: SavedWork[] = []
  for (const head of unkept.heads) {
    const ref = await keepCommit(repository, worker, head as CommitSha)
    saved.push({ ref, kind: 'commits', count: unkept.commits.size, place })
  }
  const commit = await keepPast(repository, part)
  if (commit === null) return saved
  const ref = await keepCommit(repository, worker, commit as CommitSha)
  return [...saved, { ref, kind: 'past', count: past.heads.length, place }]
}

/** Saves staged files of a worktree whose folder is gone. Its index may name files that are in no commit. */
async function saveStaged(repository: Repository, worker: WorkerId, entry: string): Promise<readonly SavedWork[]> {
  const head = readHead(entry, repository.commonDir)
  const checkout = {
    path: repository.commonDir,
    gitDir: entry,
    index: join(entry, 'index'),
    head,
    isLinked: false,
    stores: [],
    without: [],
  }
  return withIndex(repository, checkout, async call => {
    await copyIndex(checkout.index, call.index)
    const names = head === null ? ['ls-files', '-z'] : ['diff-index', '--cached', '--name-only', '-z', head]
    const staged = (await onCheckout(call, names, { answers: [128] })).stdout.split('\0').filter(Boolean)
    const written = await onCheckout(call, ['write-tree'], { answers: [128] })
    if (staged.length === 0 || written.status !== 0) return []
    const snapshot = { tree: written.stdout.trim(), index: null }
    const commit = await commitSnapshot(repository, snapshot, { head, stores: [], title: `Staged work of ${worker}` })
    return [{ ref: await keepCommit(repository, worker, commit as CommitSha), kind: 'files', count: staged.length, place: '' }]
  })
}

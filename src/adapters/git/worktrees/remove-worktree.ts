import { PreconditionError } from '../../../core/model/errors.ts'
import type { WorkerId } from '../../../core/model/ids.ts'
import { refuseWhileInUse } from '../../processes/refuse-while-in-use.ts'
import { baseCommit } from '../base-commit.ts'
import { listWorktrees } from '../list-worktrees.ts'
import { canonicalPath } from '../paths.ts'
import { askRepository, type Repository } from '../repository.ts'
import { isRescued } from '../rescue.ts'
import { askGit, runGit } from '../run-git.ts'
import { recordedStart, resolveCommit, startReference } from '../start-reference.ts'
import { locateWorktree, type Worktree } from '../worktree.ts'
import { worktreeStatus } from '../worktree-status.ts'

export interface Removal {
  readonly worker: WorkerId
  readonly path: string
  /** true: also work that is nowhere else goes, and the branch with it. */
  readonly discard: boolean
}

/**
 * Removes a worker's worktree and keeps its branch. Refuses, with the list of what would be lost, unless
 * everything in it is committed to a branch or saved by a rescue ref, and always while a process works in it.
 */
export async function removeWorktree(repository: Repository, removal: Removal): Promise<void> {
  const path = await canonicalPath(removal.path)
  const registered = (await listWorktrees(repository)).find(entry => entry.path === path)
  if (registered === undefined) return
  if (registered.prunable === null) await refuseLoss(repository, removal, await locateWorktree(repository, path))
  const force = removal.discard || registered.prunable === null ? ['--force'] : []
  await repository.lock(() => askRepository(repository, ['worktree', 'remove', ...force, '--', path]))
  if (removal.discard) await deleteBranch(repository, removal)
}

async function refuseLoss(repository: Repository, removal: Removal, worktree: Worktree): Promise<void> {
  await refuseWhileInUse(worktree.path)
  if (removal.discard) return
  const losses = [...(await uncommitted(repository, removal, worktree)), ...(await unkept(repository, worktree))]
  if (losses.length === 0) return
  throw new PreconditionError(`${worktree.path} is not removed: work in it is nowhere else`, {
    details: losses,
    hint: `commit it in ${worktree.path}, or give it up: czar clean --discard`,
  })
}

async function uncommitted(repository: Repository, removal: Removal, worktree: Worktree): Promise<readonly string[]> {
  const { changed } = await worktreeStatus(repository, worktree)
  if (changed.length === 0 || (await isRescued(repository, removal.worker, worktree))) return []
  return changed.map(name => `uncommitted: ${name}`)
}

/** A HEAD that neither base, nor a branch, nor a rescue ref contains is known to this worktree alone. */
async function unkept(repository: Repository, worktree: Worktree): Promise<readonly string[]> {
  const { head } = await worktreeStatus(repository, worktree)
  if (head === null) return []
  const keepers = await askGit(repository, [
    'for-each-ref',
    '--count=1',
    `--contains=${head}`,
    'refs/heads',
    'refs/remotes',
    'refs/tags',
    'refs/czar/rescue',
  ])
  if (keepers !== '') return []
  const base = await baseCommit(repository)
  const lost = await askGit(repository, ['log', '--format=commit on no branch: %h %s', head, `^${base}`, '--not', '--branches'])
  return lost.split('\n').filter(Boolean)
}

async function deleteBranch(repository: Repository, { worker }: Removal): Promise<void> {
  const branch = repository.options.branches.find(seat => seat.worker === worker)?.branch
  if (branch === undefined || (await recordedStart(repository, branch)) === null) return
  if ((await resolveCommit(repository, `refs/heads/${branch}`)) !== null)
    await runGit(repository, ['branch', '--quiet', '-D', '--', branch])
  await runGit(repository, ['update-ref', '-d', startReference(repository, branch)])
}

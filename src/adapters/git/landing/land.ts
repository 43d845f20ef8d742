import type { LandQuestion, LandResult } from '../../../core/ports/landing-port.ts'
import { isAncestor, resolveCommit } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { listWorktrees } from '../worktrees/list-worktrees.ts'

/**
 * Moves the local base branch to a tested tip that contains it, by compare-and-swap. A base that is checked out stays:
 * moving it would leave the checkout behind.
 */
export async function land(repository: Repository, { tip }: LandQuestion): Promise<LandResult> {
  const { base } = repository.options
  const name = `refs/heads/${base}`
  const now = await resolveCommit(repository, name)
  if (now === null) return { kind: 'no_branch' }
  if (await isAncestor(repository, tip, now)) return { kind: 'landed', from: now }
  if (!(await isAncestor(repository, now, tip))) return { kind: 'moved', base: now }
  const holder = await holderOf(repository, base)
  if (holder !== null) return { kind: 'checked_out', path: holder }
  await runGit(repository, ['update-ref', '--create-reflog', '-m', 'czar: landed', name, tip, now])
  return { kind: 'landed', from: now }
}

/** The checkout that has the branch; null: none. */
async function holderOf(repository: Repository, branch: string): Promise<string | null> {
  return (await listWorktrees(repository)).find(entry => entry.branch === branch)?.path ?? null
}

import type { LandQuestion, LandResult } from '../../../core/ports/landing-port.ts'
import { isAncestor, resolveCommit } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { holderOf } from './holder-of.ts'

/**
 * Whether the local base branch may be moved to the tested commit `tip`. Base must still contain everything on which `tip` was tested, and
 * must contain nothing that `tip` does not have.
 */
export async function mayLand(repository: Repository, { tip, base: tested }: LandQuestion): Promise<LandResult> {
  const { base, remote } = repository.options
  const now = await resolveCommit(repository, `refs/heads/${base}`)
  const remotes = remote === null ? null : await resolveCommit(repository, `refs/remotes/${remote}/${base}`)
  if (now === null) return { kind: 'no_branch', isRemote: remotes !== null }
  if (await isAncestor(repository, tip, now)) return { kind: 'landed', from: now }
  // The local branch may be older than the remote's base. But commits that were taken off base must not come back.
  const isBehind = remotes !== null && (await isAncestor(repository, now, tested)) && (await isAncestor(repository, tested, remotes))
  const isBetween = (isBehind || (await isAncestor(repository, tested, now))) && (await isAncestor(repository, now, tip))
  if (!isBetween) return { kind: 'moved', base: now }
  const path = await holderOf(repository, base)
  return path === null ? { kind: 'free', from: now } : { kind: 'checked_out', path }
}

/**
 * Moves the local base branch, unless another program moves it at the same time. If base is checked out, it stays, because the files of
 * that checkout would not change with it.
 */
export async function land(repository: Repository, question: LandQuestion): Promise<LandResult> {
  const result = await mayLand(repository, question)
  if (result.kind !== 'free') return result
  const { from } = result
  await runGit(repository, [
    'update-ref',
    '--create-reflog',
    '-m',
    'czar: landed',
    `refs/heads/${repository.options.base}`,
    question.tip,
    from,
  ])
  return { kind: 'landed', from }
}

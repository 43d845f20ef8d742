import type { CommitSha } from '../../../core/model/ids.ts'
import type { FollowQuestion } from '../../../core/ports/landing-port.ts'
import { PROOFS } from '../refs/proof-refs.ts'
import { isAncestor, resolveCommit } from '../refs/start-reference.ts'
import { writeCommit } from '../refs/write-commit.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'

/**
 * The commit to push for a tested commit. It is the tested commit itself if that contains what was pushed before. Otherwise it is a new
 * commit with the tested tree, whose parents are the commit that was pushed before and the tested commit. Czar stores it under a ref
 * before the push. So if czar is killed and pushes again, it pushes the same commit.
 */
export async function follow(repository: Repository, { name, tip, seconds }: FollowQuestion): Promise<CommitSha> {
  const reference = `${PROOFS}${name}`
  const before = await resolveCommit(repository, reference)
  const commit = before === null ? tip : await after(repository, before, { tip, seconds })
  if (commit !== before) await runGit(repository, ['update-ref', '--create-reflog', '-m', 'pushed', reference, commit])
  return commit
}

async function after(repository: Repository, before: CommitSha, { tip, seconds }: Omit<FollowQuestion, 'name'>): Promise<CommitSha> {
  if (await isAncestor(repository, before, tip)) return tip
  const joined = await resolveCommit(repository, `${before}^2`)
  if (joined === tip && (await treeOf(repository, before)) === (await treeOf(repository, tip))) return before
  const message = 'Show the tested work on the present base'
  return writeCommit(repository, { tree: await treeOf(repository, tip), parents: [before, tip], message, seconds })
}

async function treeOf(repository: Repository, commit: CommitSha): Promise<string> {
  return askGit(repository, ['rev-parse', '--verify', `${commit}^{tree}`])
}

import type { CommitSha } from '../../../core/model/ids.ts'
import type { BaseLook } from '../../../core/ports/landing-port.ts'
import { baseCommit } from '../refs/base-commit.ts'
import { commitsBeyond } from '../refs/commits-beyond.ts'
import { contentInBase } from '../refs/content-in-base.ts'
import { resolveCommits } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'

/** Reads at which commit base is, and which of these commits it contains. */
export async function lookAtBase(repository: Repository, commits: readonly CommitSha[]): Promise<BaseLook> {
  const base = await baseCommit(repository)
  const found = await resolveCommits(repository, commits)
  const there = commits.filter((_, index) => found[index] !== null)
  const beyond = there.length === 0 ? new Map() : await commitsBeyond(repository, there, base)
  const content = await contentInBase(
    repository,
    base,
    there.filter(commit => beyond.has(commit)),
  )
  const isBeyond = (commit: CommitSha) => beyond.has(commit) && !content.has(commit)
  const standing = commits.map(
    (commit, index) => [commit, found[index] === null ? 'gone' : isBeyond(commit) ? 'beyond' : 'landed'] as const,
  )
  return { base, standing: Object.fromEntries(standing) }
}

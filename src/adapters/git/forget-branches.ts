import type { CommitSha } from '../../core/model/ids.ts'
import { listWorktrees } from './list-worktrees.ts'
import type { Repository } from './repository.ts'
import { askGit, runGit } from './run-git.ts'
import { resolveCommit, startFolder } from './start-reference.ts'

/**
 * Removes the records of this project's branches, so that no later launch takes them for its own, and the branches in
 * which nothing was done. Gives the names of those that are kept.
 */
export async function forgetBranches(repository: Repository): Promise<readonly string[]> {
  const text = await askGit(repository, ['for-each-ref', '--format=%(objectname) %(refname)', startFolder(repository)])
  const inUse = (await listWorktrees(repository)).map(({ branch }) => branch)
  const kept: string[] = []
  for (const line of text.split('\n').filter(Boolean)) {
    const record = line.slice(line.indexOf(' ') + 1)
    const start = line.slice(0, line.indexOf(' ')) as CommitSha
    const branch = decodeURIComponent(record.slice(startFolder(repository).length))
    const tip = await resolveCommit(repository, `refs/heads/${branch}`)
    if (tip === start && !inUse.includes(branch)) await runGit(repository, ['branch', '--quiet', '-D', '--', branch])
    else if (tip !== null) kept.push(branch)
    // Last: a forgetting that was cut off is finished by the next one.
    await runGit(repository, ['update-ref', '-d', record, start])
  }
  return kept
}

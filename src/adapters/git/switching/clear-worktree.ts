import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PreconditionError } from '../../../core/model/errors.ts'
import type { WorkerId } from '../../../core/model/ids.ts'
import { listed } from '../../../core/text/listed.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import { keepStrayCommits } from '../keeping/rescue.ts'
import { saveWorktree } from '../keeping/save-worktree.ts'
import { chunks, literal } from '../repository/path-arguments.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import type { Worktree } from '../repository/worktree.ts'
import { type WorktreeStatus, worktreeStatus } from '../worktrees/worktree-status.ts'

/**
 * Files by which czar recognises an unfinished git operation. Each has the git command that ends the operation without moving anything.
 */
const OPERATIONS = {
  MERGE_HEAD: ['merge', '--quit'],
  'rebase-merge': ['rebase', '--quit'],
  'rebase-apply': ['rebase', '--quit'],
  CHERRY_PICK_HEAD: ['cherry-pick', '--quit'],
  REVERT_HEAD: ['revert', '--quit'],
  sequencer: ['cherry-pick', '--quit'],
  BISECT_LOG: ['bisect', 'reset', 'HEAD'],
} as const

/**
 * Saves and then removes everything in a worktree that is not committed, so that nothing of it gets into the next task. Ignored files
 * stay, and so do those that the setup commands made. Returns the ref that holds the saved work, or null if there was nothing to save.
 */
export async function clearWorktree(
  repository: Repository,
  worktree: Worktree,
  { worker, here }: { readonly worker: WorkerId; readonly here: WorktreeStatus },
): Promise<string | null> {
  const operations = Object.entries(OPERATIONS).flatMap(([mark, args]) => (existsSync(join(worktree.gitDir, mark)) ? [args] : []))
  if (here.changed.length === 0 && operations.length === 0) {
    return here.branch === null ? keepStrayCommits(repository, worker, worktree.path) : null
  }
  refuseRepositories(worktree, here)
  const saved = await saveWorktree(repository, worker, worktree.path)
  for (const args of operations) await runGit(repository, [...args], { worktree, answers: [1, 128] })
  await runGit(repository, ['reset', '--quiet', '--hard'], { worktree })
  for (const paths of chunks(here.untracked)) await runGit(repository, ['clean', '-f', '-d', '-q', '--', ...literal(paths)], { worktree })
  await refuseRemains(repository, worktree)
  return (saved.find(({ kind }) => kind === 'files') ?? saved[0])?.ref ?? null
}

/** Throws if there is a repository inside the worktree. An agent has cloned it, and it must not be deleted without asking. */
function refuseRepositories({ path }: Worktree, { untracked }: WorktreeStatus): void {
  const repositories = untracked.filter(name => name.endsWith('/'))
  if (repositories.length > 0) throw refusal(path, `it contains another repository: ${listed(repositories)}`)
}

/**
 * Throws if git cannot undo some changes, such as those inside a submodule or in files whose names are not UTF-8. These changes have been
 * saved, and they also stay in the worktree.
 */
async function refuseRemains(repository: Repository, worktree: Worktree): Promise<void> {
  const { changed } = await worktreeStatus(repository, worktree)
  if (changed.length > 0) throw refusal(worktree.path, `these paths cannot be set back: ${listed(changed)}`)
}

function refusal(path: string, why: string): PreconditionError {
  return new PreconditionError(`${path} cannot be cleared for the next task: ${why}`, { hint: `git -C ${shellWord(path)} status` })
}

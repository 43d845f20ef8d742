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

/** The files that git leaves during an operation, each with the command that ends the operation without moving anything. */
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
 * Saves and removes everything in a worktree except its branch's commits, so that nothing gets into the next task.
 * Ignored files and those of the setup stay. Returns the ref that holds the saved work, or null if there was nothing to
 * save.
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

/** A clone that an agent made must not be deleted without asking. */
function refuseRepositories({ path }: Worktree, { untracked }: WorktreeStatus): void {
  const repositories = untracked.filter(name => name.endsWith('/'))
  if (repositories.length > 0) throw refusal(path, `a repository of its own lies in it: ${listed(repositories)}`)
}

/**
 * Throws if git cannot reset something: changes inside a submodule, names that are not UTF-8. Such changes are already
 * saved, and also stay in place.
 */
async function refuseRemains(repository: Repository, worktree: Worktree): Promise<void> {
  const { changed } = await worktreeStatus(repository, worktree)
  if (changed.length > 0) throw refusal(worktree.path, `these paths cannot be set back: ${listed(changed)}`)
}

function refusal(path: string, why: string): PreconditionError {
  return new PreconditionError(`${path} cannot be cleared for the next task: ${why}`, { hint: `git -C ${shellWord(path)} status` })
}

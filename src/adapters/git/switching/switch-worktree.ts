import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PreconditionError } from '../../../core/model/errors.ts'
import type { SwitchedWorktree, SwitchSpec } from '../../../core/ports/git-port.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import { containedIn } from '../refs/merge-start.ts'
import { recordedStart } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { locateWorktree } from '../repository/worktree.ts'
import { CHECKOUT_TIMEOUT_MS } from '../worktrees/checkout-files.ts'
import { clearStaleLock } from '../worktrees/stale-lock.ts'
import { worktreeStatus } from '../worktrees/worktree-status.ts'
import { beginBranch } from './begin-branch.ts'
import { clearWorktree } from './clear-worktree.ts'

/**
 * Switches a worktree to another branch. Nothing is forced or lost: what is not committed is saved first. If git refuses the switch,
 * everything stays as it is. If czar is killed at any point, the next call completes the switch.
 */
export async function switchWorktree(repository: Repository, spec: SwitchSpec): Promise<SwitchedWorktree> {
  const worktree = await locateWorktree(repository, spec.path)
  const lock = join(worktree.gitDir, 'index.lock')
  if (existsSync(lock)) await clearStaleLock(lock, worktree.path)
  const here = await worktreeStatus(repository, worktree)
  const branch = spec.isNew ? await beginBranch(repository, spec, here.branch) : spec.branch
  const startSha = await recordedStart(repository, branch)
  if (startSha === null) throw notOurs(spec)
  const isThere = here.branch === branch
  const kept = isThere ? null : await clearWorktree(repository, worktree, { worker: spec.worker, here })
  if (!isThere) await runGit(repository, [...SWITCH, branch], { worktree, timeoutMs: CHECKOUT_TIMEOUT_MS })
  const wanted = spec.onto === null ? spec.includes : [spec.onto, ...spec.includes]
  return { branch, startSha, includes: await containedIn(repository, startSha, wanted), kept }
}

/** The git command that switches branches. Without --no-overwrite-ignore, git would silently overwrite ignored files. */
const SWITCH = ['switch', '--quiet', '--no-guess', '--no-overwrite-ignore', '--no-recurse-submodules']

function notOurs({ path, branch }: SwitchSpec): PreconditionError {
  return new PreconditionError(`${branch} is not a branch that czar made, so ${path} is not switched to it`, {
    hint: `git -C ${shellWord(path)} branch --list ${shellWord(branch)}`,
  })
}

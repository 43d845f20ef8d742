import { nameUsers } from '../../adapters/processes/name-users.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import type { WorkerId } from '../../core/model/ids.ts'
import type { Project } from '../../core/model/project.ts'
import type { WorktreeStock } from '../../core/ports/worktree-stock.ts'
import { shellWord } from '../../core/text/shell-word.ts'

/** A worker, and what its worktree holds. */
export interface Found {
  readonly id: WorkerId
  readonly stock: WorktreeStock
}

/**
 * Throws an error if any worktree holds work that exists nowhere else or that cannot be saved. The error lists all such work. The caller
 * then removes nothing.
 */
export function refuseLoss(found: readonly Found[], { discard, project }: { readonly discard: boolean; readonly project: Project }): void {
  const unsavable = found.flatMap(({ id, stock }) => stock.unsavable.map(loss => `${id}: ${loss} (${stock.path})`))
  if (unsavable.length > 0) {
    throw new PreconditionError('nothing was removed: work cannot be saved', {
      details: unsavable,
      hint: `repair it or move it out of the worktree, then run czar clean -p ${project.name} again`,
    })
  }
  if (discard) return
  const losses = found.flatMap(({ id, stock }) => stock.losses.map(loss => `${id}: ${loss} (${stock.path})`))
  if (losses.length === 0) return
  throw new PreconditionError('nothing was removed: work would be lost', { details: losses, hint: nextStep(found, project) })
}

/** The next command. If only files that git ignores would be lost, git's own command can remove them. */
function nextStep(found: readonly Found[], { name }: Project): string {
  const [first, ...others] = found.filter(({ stock }) => stock.losses.length > 0)
  const isIgnored = first?.stock.losses.every(loss => /^\d+ ignored path/.test(loss))
  if (first !== undefined && others.length === 0 && isIgnored)
    return `move them out, or give them up: git -C ${shellWord(first.stock.path)} clean -fdX && czar clean -p ${name}`
  return `commit it there, or give it up, and the branches with it: czar clean -p ${name} --discard`
}

/** Throws an error if a process still works in a worktree. At this point the agents have already ended. */
export function refuseBusy(found: readonly Found[], { name }: Project): void {
  const busy = found.filter(({ stock }) => stock.processes.length > 0)
  if (busy.length === 0) return
  const again = `run czar clean -p ${name} again`
  const { hint } = nameUsers(
    busy.flatMap(({ stock }) => stock.processes),
    again,
  )
  const named = busy.map(({ id, stock }) => `${id}: ${nameUsers(stock.processes, again).text} in it (${stock.path})`)
  throw new PreconditionError('nothing was removed: processes work in the worktrees', { details: named, hint })
}

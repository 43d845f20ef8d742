import type { CommitSha, TaskId } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import type { GitPort } from '../../../core/ports/git-port.ts'
import { childrenOf, isTaskOver } from '../../../core/state/facts/children.ts'
import type { State } from '../../../core/state/types/state.ts'

interface ClaimedPart {
  readonly state: State
  readonly task: { readonly id: TaskId }
}

/**
 * Says which parts of the task are missing at the commit: those on which a child still works, and proven ones that the commit does not
 * contain. Without this check, the proven work of a child would reach nobody.
 */
export async function missingParts(
  git: Pick<GitPort, 'builtOn'>,
  { state, task }: ClaimedPart,
  commit: CommitSha,
): Promise<readonly string[]> {
  const children = childrenOf(state.project, task.id).map(({ id }) => id as string as TaskId)
  if (children.length === 0) return []
  const open = children.filter(id => !isTaskOver(state, id)).map(id => `${id} still works on a part of your task: \`czar wait ${id}\`.`)
  const proven = children.flatMap(id => {
    const known = own(state.tasks, id)
    return known?.state === 'verified' && known.verified !== null ? [{ id, commit: known.verified.commit }] : []
  })
  const there = new Set(
    await git.builtOn(
      commit,
      proven.map(part => part.commit),
    ),
  )
  const absent = proven.filter(part => !there.has(part.commit))
  return [
    ...open,
    ...absent.map(part => `The proven work of ${part.id} is not in your branch: \`git merge --no-edit ${part.commit.slice(0, 12)}\`.`),
  ]
}

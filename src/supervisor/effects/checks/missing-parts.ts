import type { CommitSha, TaskId } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import type { GitPort } from '../../../core/ports/git-port.ts'
import { childrenOf, isTaskOver } from '../../../core/state/facts/children.ts'
import type { State } from '../../../core/state/types/state.ts'

interface ClaimedPart {
  readonly state: State
  readonly task: { readonly id: TaskId }
}

/** Says which parts of the task are missing at the commit. */
export async function missingParts(
  git: Pick<GitPort, 'builtOn'>,
  { state, task }: ClaimedPart,
  commit: CommitSha,
): Promise<readonly string[]> {
  const proven = provenParts(state, task.id)
  const there = new Set(
    proven.length === 0
      ? []
      : await git.builtOn(
          commit,
          proven.map(part => part.commit),
        ),
  )
  return judgeParts(state, task.id, part => there.has(part))
}

/**
 * The parts of a task that are missing at a commit, as sentences to its worker: those on which a child still works, and proven ones that
 * the commit does not contain. Without this check, the proven work of a child would be merged nowhere.
 */
export function judgeParts(state: State, task: TaskId, isThere: (commit: CommitSha) => boolean): readonly string[] {
  const open = partsOf(state, task).filter(id => !isTaskOver(state, id))
  const absent = provenParts(state, task).filter(({ commit }) => !isThere(commit))
  return [
    ...open.map(id => `${id} still works on a part of your task: \`czar wait ${id}\`.`),
    ...absent.map(({ id, commit }) => `The proven work of ${id} is not in your branch: \`git merge --no-edit ${commit.slice(0, 12)}\`.`),
  ]
}

function provenParts(state: State, task: TaskId): readonly { readonly id: TaskId; readonly commit: CommitSha }[] {
  return partsOf(state, task).flatMap(id => {
    const known = own(state.tasks, id)
    return known?.state === 'verified' && known.verified !== null ? [{ id, commit: known.verified.commit }] : []
  })
}

function partsOf({ project }: State, task: TaskId): readonly TaskId[] {
  return childrenOf(project, task).map(({ id }) => id as string as TaskId)
}

import { own } from '../model/own.ts'
import type { DuplicateState } from '../state/types/duplicate-state.ts'
import type { State } from '../state/types/state.ts'

/** Whether the same work would be merged twice: each of both tasks has a proof of its own, or the earlier work is already on base. */
export function bothLand({ tasks }: Pick<State, 'tasks'>, { task: id, assignment, earlier }: DuplicateState): boolean {
  const hasOwnProof = (name: string) => {
    const verified = own(tasks, name)?.verified
    return verified != null && verified.by === undefined
  }
  return own(tasks, id)?.assignment === assignment && hasOwnProof(id) && (earlier.task === null || hasOwnProof(earlier.task))
}

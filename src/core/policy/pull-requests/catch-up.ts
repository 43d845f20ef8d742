import { own } from '../../model/own.ts'
import { isInBase } from '../../model/refs-state.ts'
import { reviewsOf } from '../../review/pending-review.ts'
import { branchOfAssignment } from '../../state/facts/branch-of.ts'
import type { PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'

/** Czar waits at most this long until base has a merge that was made on the forge. */
const FETCH_MS = 60_000

/**
 * Says why czar merges base into the branch of this open request, or returns null if it does not. Czar merges base once for each other
 * request that was merged, and runs the accept commands on the result. If they fail, or if base conflicts with the branch, the proof no
 * longer counts and the task goes back to its worker.
 */
export function whyCatchUp(state: State, task: TaskState, known: PullRequestState): string | null {
  const { request, told, pushed, branch, caughtUp } = known
  const proof = task.verified
  if (proof === null || request?.standing !== 'open' || request.head !== proof.commit) return null
  if (told !== proof.commit || pushed !== proof.commit || state.refs === null) return null
  if (own(state.refs.standing, proof.commit) !== 'behind' || proof.base !== state.refs.base.commit) return null
  const news = mergedBeside(state, known).filter(other => !caughtUp.includes(other))
  if (news.length === 0 || isInUse(state, known) || reviewsOf(state, task).some(({ state }) => state === 'open' || state === 'reported'))
    return null
  return `${news.join(', ')} was merged, and ${branch} is behind`
}

/** Returns the branches of the other requests whose work is in base. */
export function mergedBeside({ forge, refs }: State, { branch }: Pick<PullRequestState, 'branch'>): readonly string[] {
  return Object.values(forge.requests).flatMap(other => {
    const isIn = other.branch !== branch && other.request?.standing === 'merged' && isInBase(own(refs?.standing ?? {}, other.told ?? ''))
    return isIn ? [other.branch] : []
  })
}

/** Whether base is about to get a merge that was made on the forge. Then base must be merged into the branches of the open requests. */
export function isMergeOnItsWay({ forge, refs }: State, isDue: PolicyContext['isDue']): boolean {
  const all = Object.values(forge.requests)
  if (!all.some(({ request }) => request?.standing === 'open')) return false
  return all.some(({ request, told, changedAt }) => {
    return request?.standing === 'merged' && !isInBase(own(refs?.standing ?? {}, told ?? '')) && !isDue(changedAt + FETCH_MS)
  })
}

/** Whether the task's worker is working on an assignment on this branch. */
function isInUse(state: State, { worker, branch }: PullRequestState): boolean {
  const open = own(state.assignments, own(state.workers, worker ?? '')?.assignment ?? '')
  return open !== undefined && branchOfAssignment(state, open) === branch
}

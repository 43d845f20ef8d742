import { own } from '../../model/own.ts'
import { branchOfTask } from '../../state/facts/branch-of.ts'
import type { PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'
import { isForeign } from './is-foreign.ts'
import { whySprintIsOver } from './tested-work.ts'

/** Says why czar closes an open pull request: the task's work will not be merged. Returns null if the request stays open. */
export function whyAbandoned(state: State, known: PullRequestState): string | null {
  const { request, branch, task: id, unable, pushed } = known
  if (state.project?.policy.pullRequests?.closeOnAbandon !== true || request?.standing !== 'open') return null
  // A person works on this request, so czar does not close it.
  if (pushed === null || isForeign(known) || unable.close?.commit === pushed) return null
  if (id === null) return whySprintIsOver(state)
  const task = own(state.tasks, id)
  if (task?.state === 'dropped') return `The task ${id} was dropped.`
  if (task?.state === 'failed') return `The task ${id} has failed: ${task.failure ?? 'unknown'}.`
  const other = task?.state === 'verified' ? branchOfTask(state, task) : null
  return other === null || other === branch ? null : `The task ${id} was done on ${other} instead.`
}

/** Whether czar itself closed the request. If so, a new proof gets a new request. */
export function isAbandoned({ request, abandoned }: Pick<PullRequestState, 'request' | 'abandoned'>): boolean {
  return request?.standing === 'closed' && request.number === abandoned
}

import { own } from '../../model/own.ts'
import { branchOfTask } from '../../state/facts/branch-of.ts'
import type { PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'
import { isForeign } from './is-foreign.ts'
import { whySprintIsOver } from './tested-work.ts'

/** Why an open request is closed, as a sentence: the task's work will not land. Returns null if the request stays open. */
export function whyAbandoned(state: State, known: PullRequestState): string | null {
  const { request, branch, task: id, unable, pushed } = known
  if (state.project?.policy.pullRequests?.closeOnAbandon !== true || request?.standing !== 'open') return null
  // A person works on the request.
  if (pushed === null || isForeign(known) || unable.close?.commit === pushed) return null
  if (id === null) return whySprintIsOver(state)
  const task = own(state.tasks, id)
  if (task?.state === 'dropped') return `The task ${id} was dropped.`
  if (task?.state === 'failed') return `The task ${id} has failed: ${task.failure ?? 'unknown'}.`
  const other = task?.state === 'verified' ? branchOfTask(state, task) : null
  return other === null || other === branch ? null : `The task ${id} was done on ${other} instead.`
}

/** Whether czar itself closed the request. Then a new proof gets a new request. */
export function isAbandoned({ request, abandoned }: Pick<PullRequestState, 'request' | 'abandoned'>): boolean {
  return request?.standing === 'closed' && request.number === abandoned
}

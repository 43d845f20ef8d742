import { own } from '../../../core/model/own.ts'
import { requestBody, requestTitle } from '../../../core/policy/pull-requests/request-text.ts'
import { sayLeftOut } from '../../../core/policy/pull-requests/sprint-request.ts'
import { sprintBody, sprintTitle } from '../../../core/policy/pull-requests/sprint-text.ts'
import type { TaskState } from '../../../core/state/types/task-state.ts'
import type { RequestStep } from './request-step.ts'

export function titleOf({ hands, work }: RequestStep): string {
  return work === null ? sprintTitle(hands.project) : requestTitle(work.task)
}

/** The tasks whose work is in the pull request. */
export function tasksOf({ state, work, known }: RequestStep): readonly TaskState[] {
  if (work !== null) return [work.task]
  return known?.carries?.members.flatMap(({ task }) => own(state.tasks, task) ?? []) ?? []
}

/** The part of the pull request's text that czar writes. */
export function bodyOf({ hands, state, work, known }: RequestStep): string {
  if (work !== null) return requestBody(state, work.task, hands.texts.claimOf(work.task))
  return known?.carries == null ? '' : sprintBody(state, known.carries, hands.texts.claimOf)
}

/** For a pull request of all tasks: says which work is not in it. For the pull request of one task it is empty. */
export function leftOutOf({ state, work, known }: RequestStep): { readonly leftOut?: string } {
  return work === null && known?.carries != null ? { leftOut: sayLeftOut(state, known.carries) } : {}
}

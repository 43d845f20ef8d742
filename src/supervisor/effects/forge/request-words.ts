import { own } from '../../../core/model/own.ts'
import { requestBody, requestTitle } from '../../../core/policy/pull-requests/request-text.ts'
import { sayLeftOut } from '../../../core/policy/pull-requests/sprint-request.ts'
import { sprintBody, sprintTitle } from '../../../core/policy/pull-requests/sprint-text.ts'
import type { TaskState } from '../../../core/state/types/task-state.ts'
import type { RequestScene } from './scene.ts'

export function titleOf({ hands, work }: RequestScene): string {
  return work === null ? sprintTitle(hands.project) : requestTitle(work.task)
}

/** The tasks that a request is about. */
export function tasksOf({ state, work, known }: RequestScene): readonly TaskState[] {
  if (work !== null) return [work.task]
  return known?.carries?.members.flatMap(({ task }) => own(state.tasks, task) ?? []) ?? []
}

/** Czar's part of the text. */
export function bodyOf({ hands, state, work, known }: RequestScene): string {
  if (work !== null) return requestBody(state, work.task, hands.texts.claimOf(work.task))
  return known?.carries == null ? '' : sprintBody(state, known.carries, hands.texts.claimOf)
}

/** What the text says of work that is not in it; empty for the request of one task. */
export function leftOutOf({ state, work, known }: RequestScene): { readonly leftOut?: string } {
  return work === null && known?.carries != null ? { leftOut: sayLeftOut(state, known.carries) } : {}
}

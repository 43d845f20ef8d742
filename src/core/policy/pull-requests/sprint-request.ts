import type { RequestAction } from '../../events/decision.ts'
import { own } from '../../model/own.ts'
import type { PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'
import { plainText } from '../../text/plain-text.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { isAbandoned } from './abandon.ts'
import { mergeStep } from './auto-merge.ts'
import { threadsToAnswer } from './return-threads.ts'
import { isSameWork, isWhole, leftOutTasks, sprintBranch, testedWork } from './tested-work.ts'

interface Step {
  readonly action: RequestAction
  readonly reason: string
}

type Asked = Pick<PolicyContext, 'state' | 'isDue'>

/**
 * Returns what czar does next with the pull request for the work of all tasks. Returns null if there is nothing to do, or if only a person
 * can act. `isRefused` says whether the remote or the forge refused a commit. `mayOpen` says whether one more request may be open.
 */
export function sprintStep(
  context: Asked,
  { isRefused, mayOpen }: { readonly isRefused: (known: PullRequestState, commit: string) => boolean; readonly mayOpen: boolean },
): Step | null {
  const { state } = context
  const branch = sprintBranch(state)
  const work = branch === null ? null : testedWork(state)
  if (branch === null || work === null) return null
  const known = own(state.forge.requests, branch)
  // If a person closed the request, it stays closed. If it was merged, work that was tested since gets a new request.
  if (known?.request?.standing === 'closed' && !isAbandoned(known)) return null
  const request = known?.request?.standing === 'open' ? known.request : null
  const about = { worker: null, task: null, branch }
  const step = (what: RequestAction['do'], commit: typeof work.tip, reason: string): Step | null => {
    if (known !== undefined && isRefused(known, commit)) return null
    return { action: { do: what, ...about, commit } as RequestAction, reason }
  }
  if (request === null && !mayOpen) return null
  if (known?.pushed == null || !isSameWork(known.carries, work))
    return step('push_request', work.tip, `${branch} is tested at ${work.tip.slice(0, 8)}`)
  const { pushed } = known
  if (request === null) return step('open_request', pushed, `${branch} is on the remote`)
  if (known.told !== pushed || known.leftOut !== sayLeftOut(state, work))
    return step('update_request', pushed, `what ${branch} holds, or what is left out, has changed`)
  if (threadsToAnswer(known).length > 0) return step('answer_request', pushed, `${branch} has new work after what people wrote`)
  const isReady = isWhole(context)
  if (isReady && mayBeReady(state, known)) return step('ready_request', pushed, `${branch} holds everything that is to land`)
  const merge = isReady ? mergeStep(state, known, pushed, context.isDue) : null
  return merge === null ? null : step(merge.do, pushed, merge.reason)
}

/**
 * Whether czar may make the draft ready for review: it has not done so before, and people have approved the draft if the project file
 * demands that.
 */
function mayBeReady(state: State, { request, wasReady, approved, unable, pushed }: PullRequestState): boolean {
  // If a person pushed to the branch, that person must make the request ready.
  if (request?.isDraft !== true || request.head !== pushed || wasReady === true || unable.ready?.commit === pushed) return false
  return state.project?.policy.pullRequests?.draftUntil === 'proven' || approved === pushed
}

/**
 * Returns what the text of a request says about tasks whose work is not in it. If it changes, czar writes the text of the request again.
 */
export function sayLeftOut(state: State, work: Parameters<typeof leftOutTasks>[1]): string {
  return leftOutTasks(state, work)
    .map(({ task, why }) => `${task.id} ${plainText(why, 500)}`)
    .join('\n')
}

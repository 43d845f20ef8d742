import type { RequestAction } from '../../events/decision.ts'
import { own } from '../../model/own.ts'
import type { PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'
import { plainText } from '../../text/plain-text.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { isAbandoned } from './abandon.ts'
import { mergeStep } from './auto-merge.ts'
import { isSameWork, isWhole, leftOutTasks, sprintBranch, testedWork } from './tested-work.ts'

interface Step {
  readonly action: RequestAction
  readonly reason: string
}

type Asked = Pick<PolicyContext, 'state' | 'isDue'>

/**
 * What to do next for the request of all tasks. Returns null if there is nothing to do, or if only a person can act. `isRefused`: whether
 * the remote or the forge refused a commit; `mayOpen`: whether one more request may be open.
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
  // What a person closed stays closed. After a merge, the work that was tested since gets a request of its own.
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
  const isReady = isWhole(context)
  if (isReady && mayBeReady(state, known)) return step('ready_request', pushed, `${branch} holds everything that is to land`)
  const merge = isReady ? mergeStep(state, known, pushed, context.isDue) : null
  return merge === null ? null : step(merge.do, pushed, merge.reason)
}

/** A draft that czar has not made ready before, and that is approved if the project file wants that. */
function mayBeReady(state: State, { request, wasReady, approved, unable, pushed }: PullRequestState): boolean {
  // What a person pushed to it is for that person to make ready.
  if (request?.isDraft !== true || request.head !== pushed || wasReady === true || unable.ready?.commit === pushed) return false
  return state.project?.policy.pullRequests?.draftUntil === 'proven' || approved === pushed
}

/** What the text of a request says of work that is not in it. It is written anew when that changes. */
export function sayLeftOut(state: State, work: Parameters<typeof leftOutTasks>[1]): string {
  return leftOutTasks(state, work)
    .map(({ task, why }) => `${task.id} ${plainText(why, 500)}`)
    .join('\n')
}

import type { RequestAction } from '../../../core/events/decision.ts'
import type { Event } from '../../../core/events/event.ts'
import type { OptionalStep } from '../../../core/events/pull-request.ts'
import { assertNever, CzarError, ForgeError, InternalError, ToolError } from '../../../core/model/errors.ts'
import { testedWork } from '../../../core/policy/pull-requests/tested-work.ts'
import { withoutLogins } from '../../../core/text/without-logins.ts'
import type { Hands } from '../../hands.ts'
import { answerThreads } from './answer-threads.ts'
import { catchUp } from './catch-up.ts'
import { closeRequest } from './close-request.ts'
import { armRequest, disarmRequest, mergeRequest } from './merge-request.ts'
import { openRequest, readyRequest, updateRequest } from './open-request.ts'
import { type RequestContext, type RequestStep, stepFor } from './request-step.ts'

/**
 * Carries out one step for a pull request. If the remote or the forge cannot be reached, the step is reported as delayed, because nothing
 * is wrong with the work.
 */
export async function performRequest(hands: Hands, action: RequestAction, context: RequestContext): Promise<readonly Event[]> {
  const step = stepFor(hands, action, context)
  if (step === null) return []
  if (action.do === 'push_request' && step.work === null) return guarded(action, step, () => pushTested(step))
  if (action.do === 'close_request') return guarded(action, step, () => closeRequest(step))
  // This step uses only git, so a failure says nothing about the forge.
  if (action.do === 'catch_up_request') return catchUp(step)
  return guarded(action, step, async () => [await perform(action, step)].flat())
}

async function guarded(action: RequestAction, step: RequestStep, perform: () => Promise<readonly Event[]>): Promise<readonly Event[]> {
  try {
    return await perform()
  } catch (error) {
    if (step.signal.aborted || !(error instanceof CzarError) || error instanceof InternalError) throw error
    return [troubleOf(error, action, step)]
  }
}

async function perform(
  action: Exclude<RequestAction, { do: 'catch_up_request' | 'close_request' }>,
  step: RequestStep,
): Promise<Event | readonly Event[]> {
  switch (action.do) {
    case 'push_request':
      return push(step)
    case 'open_request':
      return openRequest(step)
    case 'update_request':
      return updateRequest(step)
    case 'ready_request':
      return readyRequest(step)
    case 'answer_request':
      return answerThreads(step)
    case 'arm_request':
      return armRequest(step)
    case 'disarm_request':
      return disarmRequest(step)
    case 'merge_request':
      return mergeRequest(step)
    default:
      return assertNever(action)
  }
}

type Pushed = Extract<Event, { kind: 'pull_request.pushed' | 'pull_request.refused' }>

async function push({ hands, about, signal }: RequestStep): Promise<Pushed> {
  const { refused } = await hands.git.publish(about, signal)
  if (refused !== null) return { kind: 'pull_request.refused', ...about, reason: withoutLogins(refused) }
  return { kind: 'pull_request.pushed', ...about }
}

/** Pushes a commit with the newest tested tree. If newer work was tested meanwhile, czar asks for a push of that work instead. */
async function pushTested(step: RequestStep): Promise<readonly Event[]> {
  const { hands, state, about } = step
  const carries = testedWork(state)
  if (carries?.tip !== about.commit) return []
  const seconds = Math.floor((state.train?.branch?.at ?? 0) / 1_000)
  const name = `${hands.project.name}/omnibus+pushed`
  const commit = await hands.git.landing.follow({ name, tip: carries.tip, seconds })
  const pushed = await push({ ...step, about: { ...about, commit } })
  return [pushed.kind === 'pull_request.pushed' ? { ...pushed, carries } : { ...pushed, ...about }]
}

/** Steps without which the pull request can still go on if they fail. */
const OPTIONAL: Partial<Record<RequestAction['do'], OptionalStep>> = {
  ready_request: 'ready',
  answer_request: 'answer',
  close_request: 'close',
  arm_request: 'auto_merge',
  disarm_request: 'auto_merge',
  merge_request: 'auto_merge',
}

function troubleOf(error: CzarError, action: RequestAction, { about }: RequestStep): Event {
  // The address of the remote may contain a user name and a password, so these are removed from the message.
  const reason = withoutLogins(error.message)
  if (!(error instanceof ForgeError)) {
    const isDenied = error instanceof ToolError && DENIED.test(error.stderr)
    return { kind: 'pull_request.delayed', because: isDenied ? 'denied' : 'unreachable', reason, until: null }
  }
  const { reason: because, until } = error
  if (because !== 'failed') return { kind: 'pull_request.delayed', because, reason, until }
  const step = OPTIONAL[action.do]
  return step === undefined ? { kind: 'pull_request.refused', ...about, reason } : { kind: 'pull_request.unable', ...about, step, reason }
}

/** The messages by which git says that the remote does not allow the push. */
const DENIED =
  /Authentication failed|could not read (?:Username|Password)|Permission (?:denied|to .* denied)|HTTP 40[13]|returned error: 40[13]/i

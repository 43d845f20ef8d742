import type { RequestAction } from '../../events/decision.ts'
import { isRequestStep } from '../../events/decision.ts'
import { effectIdOf } from '../../events/effect-id.ts'
import { isLanded } from '../../landing/boarding.ts'
import { own } from '../../model/own.ts'
import type { PullRequestPolicy } from '../../model/policy/policy.ts'
import { awaitsReview, reviewOfProof } from '../../review/pending-review.ts'
import { branchOfTask } from '../../state/facts/branch-of.ts'
import { isPart } from '../../state/facts/children.ts'
import { isInnerStage } from '../../state/facts/stages.ts'
import type { PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import { backoffMs } from '../engine/backoff.ts'
import { hasGivenUp, type PolicyContext } from '../engine/policy-context.ts'
import { doubtOf, isSure } from '../facts/work/doubt.ts'
import { isAbandoned, whyAbandoned } from './abandon.ts'
import { disarmStep, isAboutToMerge, mergeStep } from './auto-merge.ts'
import { isMergeOnItsWay, whyCatchUp } from './catch-up.ts'
import { failedChecks, nextReturned, whyChecksWait } from './return-checks.ts'
import { isAboutToReturn, threadsToAnswer } from './return-threads.ts'
import { sprintStep } from './sprint-request.ts'
import { sprintBranch, testedWork } from './tested-work.ts'

/** How long czar waits after a failed call to the forge, before it calls again (ms). */
const RETRY = { min: 5_000, max: 600_000 }
/** After this many failed calls in a row, the project does not wait for the forge any longer before it finishes. */
const PATIENCE = 5

type Asked = Pick<PolicyContext, 'state' | 'isDue'>

interface Step {
  readonly action: RequestAction
  readonly reason: string
}

/**
 * Pushes proven work and opens a pull request for each proven task, one call at a time. If the remote or the forge cannot be used, the
 * fleet works on and czar tries again later.
 */
export function tendRequests(context: PolicyContext): void {
  const { state } = context
  if (state.czar.phase !== 'supervising' || state.project?.policy.pullRequests == null) return
  const returned = nextReturned(state, context.isDue)
  if (returned !== null) return context.record(returned, returned.reasons[0] ?? '')
  if (isAtWork(state)) return
  const step = nextStep(context)
  if (step === null || !context.isDue(mayCallAt(state))) return
  context.perform(step.action, step.reason)
}

/** Whether a request will soon be opened or changed, so that the project is not finished yet. */
export function areRequestsMoving(context: Asked): boolean {
  const { state, isDue } = context
  if (isAtWork(state)) return true
  const { trouble } = state.forge
  if (trouble !== null && (trouble.because === 'denied' || trouble.count >= PATIENCE)) return false
  if (Object.values(state.forge.requests).some(known => isAwaited(state, known, isDue))) return true
  if (isMergeOnItsWay(state, isDue)) return true
  const step = nextStep(context)
  return step !== null && !hasGivenUp(state, effectIdOf(step.action))
}

/** Czar waits this long for the first check of a commit, and ALL_CHECKS_MS until all its checks have ended. */
const FIRST_CHECK_MS = 30_000
const ALL_CHECKS_MS = 7_200_000

/** Whether the checks of a request may still send its task back. */
function isAwaited(state: State, known: PullRequestState, isDue: PolicyContext['isDue']): boolean {
  const { request, told, toldAt, checks } = known
  if (state.project?.policy.pullRequests == null || request?.standing !== 'open' || request.head !== told) return false
  if (isAboutToReturn(state, known)) return true
  if (failedChecks(state, known) !== null) return whyChecksWait(state, known) === null
  if (checks?.head !== told || checks.passed + checks.pending + checks.failed.length === 0) return !isDue(toldAt + FIRST_CHECK_MS)
  if (isAboutToMerge(known, isDue)) return true
  return checks.pending > 0 && !isDue(toldAt + ALL_CHECKS_MS)
}

function isAtWork({ effects }: State): boolean {
  return Object.values(effects).some(({ action }) => isRequestStep(action))
}

function mayCallAt({ forge: { trouble } }: State): number {
  return trouble === null ? 0 : Math.max(trouble.at + backoffMs(trouble.count, RETRY), trouble.until ?? 0)
}

function nextStep(context: Asked): Step | null {
  const { state, isDue } = context
  const policy = state.project?.policy.pullRequests
  if (policy == null) return null
  const isOpenToTry = (step: Step | null): step is Step => step !== null && !hasGivenUp(state, effectIdOf(step.action))
  for (const known of Object.values(state.forge.requests)) {
    const step = guardStep(state, known)
    if (isOpenToTry(step)) return step
  }
  if (policy.per === 'sprint') {
    const isRefusedNow = (known: PullRequestState, commit: string) => isRefused(state, known, commit)
    const step = sprintStep(context, { isRefused: isRefusedNow, mayOpen: mayOpen(state, policy) })
    return isOpenToTry(step) ? step : null
  }
  for (const task of Object.values(state.tasks)) {
    const step = stepOf(state, task, policy, isDue)
    if (isOpenToTry(step)) return step
  }
  return null
}

/** Returns what czar does next with a request whose task may not be proven now. */
function guardStep(state: State, known: PullRequestState): Step | null {
  const { task, branch, pushed: commit } = known
  if (commit === null) return null
  const about = { worker: null, task, branch, commit }
  const abandoned = whyAbandoned(state, known)
  if (abandoned !== null) return { action: { do: 'close_request', ...about }, reason: abandoned }
  const step = disarmStep(state, known)
  return step === null ? null : { action: { do: step.do, ...about } as RequestAction, reason: step.reason }
}

/** Returns what czar does next with the request of a proven task. Returns null if there is nothing to do, or if only a person can act. */
function stepOf(state: State, task: TaskState, policy: PullRequestPolicy, isDue: PolicyContext['isDue']): Step | null {
  const branch = branchOfTask(state, task)
  if (branch === null || task.verified === null || !isSettledWork(state, task)) return null
  const { commit } = task.verified
  const known = own(state.forge.requests, branch)
  const { pushed = null, told = null, approved = null, unable = {}, wasReady } = known ?? {}
  const request = known === undefined || isAbandoned(known) ? null : known.request
  // A person closed or merged the request, so a person decides what comes next.
  if (isRefused(state, known, commit) || (request !== null && request.standing !== 'open')) return null
  const about = { worker: null, task: task.id, branch, commit }
  if (request === null && !mayOpen(state, policy)) return null
  if (pushed !== commit) return { action: { do: 'push_request', ...about }, reason: `${task.id} is proven at ${commit.slice(0, 8)}` }
  if (request === null && isPreceded(state, known)) return null
  if (request === null) return { action: { do: 'open_request', ...about }, reason: `${branch} is on the remote` }
  if (told !== commit || isReviewNews(state, task, known))
    return { action: { do: 'update_request', ...about }, reason: `${task.id} has a new proof or review` }
  if (known !== undefined && threadsToAnswer(known).length > 0)
    return { action: { do: 'answer_request', ...about }, reason: `${task.id} has a new proof after what people wrote` }
  const isApproved = policy.draftUntil === 'reviewed' && approved === commit && request.head === commit
  const isReviewed = isApproved && !awaitsReview(state, task, isSure(state))
  if (request.isDraft && wasReady !== true && isReviewed && unable.ready?.commit !== commit)
    return { action: { do: 'ready_request', ...about }, reason: `${branch} is approved` }
  const behind = known === undefined ? null : whyCatchUp(state, task, known)
  if (behind !== null) return { action: { do: 'catch_up_request', ...about }, reason: behind }
  const merge = known === undefined || awaitsReview(state, task, isSure(state)) ? null : mergeStep(state, known, commit, isDue)
  return merge === null ? null : { action: { do: merge.do, ...about } as RequestAction, reason: merge.reason }
}

/**
 * Whether the remote or the forge refused the commit since the last launch. An older refusal does not count, because a person may have
 * removed the cause before launching again.
 */
function isRefused({ czar }: State, known: PullRequestState | undefined, commit: string): boolean {
  return known?.refused?.commit === commit && known.refused.at >= czar.startedAt
}

/** Whether another person's request for the same issue is open, as seen since the last launch. */
function isPreceded({ czar }: State, known: PullRequestState | undefined): boolean {
  return known?.preceded != null && known.preceded.at >= czar.startedAt
}

/** Whether the review of the proven commit ended after the text of the request was written, so the text must be written again. */
function isReviewNews(state: State, task: TaskState, known: PullRequestState | undefined): boolean {
  const review = reviewOfProof(state, task)
  return known !== undefined && review !== null && (review.endedAt ?? 0) > known.toldAt
}

/** Whether the proof counts and the work is not in base. Czar finds out a moment after a new proof whether base has moved. */
function isSettledWork(state: State, task: TaskState): boolean {
  // Another task's work proved this task, so this task's own branch does not have that work.
  if (task.state !== 'verified' || task.verified === null || task.verified.by !== undefined || isLanded(state, task)) return false
  // The work of all stages is in the branch of the last one.
  if (isInnerStage(state, task.id) || isPart(state, task.id)) return false
  return own(state.refs?.standing ?? {}, task.verified.commit) !== undefined && doubtOf(state, task) === null
}

function mayOpen({ forge }: State, { maxOpen }: PullRequestPolicy): boolean {
  return Object.values(forge.requests).filter(isOpen).length < maxOpen
}

function isOpen({ request }: PullRequestState): boolean {
  return request?.standing === 'open'
}

/** Returns what will get a pull request: each proven task whose work is not in base, or the tested work of all of them together. */
export function proposable(state: State): readonly Pick<PullRequestState, 'task' | 'worker' | 'branch'>[] {
  const sprint = sprintBranch(state)
  if (sprint !== null) return testedWork(state) === null ? [] : [{ task: null, worker: null, branch: sprint }]
  return Object.values(state.tasks).flatMap(task => {
    const branch = branchOfTask(state, task)
    return branch === null || task.worker === null || !isSettledWork(state, task) ? [] : [{ task: task.id, worker: task.worker, branch }]
  })
}

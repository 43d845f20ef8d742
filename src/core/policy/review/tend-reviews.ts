import { effectIdOf } from '../../events/effect-id.ts'
import type { ReviewEnd } from '../../events/review/review-event.ts'
import { own } from '../../model/own.ts'
import { reviewsOf, undecidedReview, wantedReviewer } from '../../review/pending-review.ts'
import { wantedTasks } from '../../state/facts/is-reviewer.ts'
import type { ReviewState } from '../../state/types/review-state.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { hasGivenUp, isUnderWay, type PolicyContext } from '../engine/policy-context.ts'
import { isSure } from '../facts/work/doubt.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import { nextReviewReturn } from './return-reviewed.ts'

/** While its reviewer has no agent yet, a review may take this many times longer. */
const SEAT_TIMES = 3

/** Asks for reviews of proven work, follows each review to its end, and sends a task back if its review says so. */
export function tendReviews(context: PolicyContext): void {
  const { state } = context
  if (state.czar.phase !== 'supervising' || isOff(context)) return
  for (const review of Object.values(state.reviews)) if (!review.isClosed) follow(context, review)
  for (const task of wantedTasks(state)) if (ask(context, task)) return
  const back = nextReviewReturn(state)
  if (back !== null) context.record(back, back.reasons[0] ?? '')
}

/** Whether there are no reviews at all. This check runs after every event, so it returns early without a look at the tasks. */
function isOff({ state, project }: Pick<PolicyContext, 'state' | 'project'>): boolean {
  return project.policy.review == null && Object.keys(state.reviews).length === 0
}

/**
 * Whether a review is running, will come, is about to send its task back, or waits for a person's decision. While that is so, the project
 * is not finished.
 */
export function isReviewMoving(state: State): boolean {
  if (Object.values(state.reviews).some(({ isClosed }) => !isClosed)) return true
  if (nextReviewReturn(state) !== null) return true
  return wantedTasks(state).some(task => wantedReviewer(state, task, isSure(state)) !== null || undecidedReview(state, task) !== null)
}

function ask(context: PolicyContext, task: TaskState): boolean {
  const { state, project } = context
  const config = wantedReviewer(state, task, isSure(state))
  const { review } = project.policy
  const { assignment, worker: author, verified } = task
  if (config === null || review == null || assignment === null || author === null || verified === null) return false
  const round = reviewsOf(state, task).length + 1
  context.record(
    {
      kind: 'review.asked',
      worker: config.id,
      config,
      task: task.id,
      commit: verified.commit,
      assignment,
      author,
      round,
      verdict: review.verdict,
    },
    `${task.id} is proven at ${verified.commit.slice(0, 8)}`,
  )
  return true
}

function follow(context: PolicyContext, review: ReviewState): void {
  const worker = own(context.state.workers, review.id)
  if (review.state === 'counted' || review.state === 'uncounted') return close(context, review, worker)
  const end = worker === undefined ? { because: 'failed' as const, reason: 'its reviewer is gone' } : whyOver(context, review, worker)
  if (end !== null) return context.record({ kind: 'review.ended', worker: review.id, ...end }, end.reason)
  if (review.state === 'reported') context.perform({ do: 'check_findings', worker: review.id }, `${review.id} reported what it found`)
}

interface End {
  readonly because: ReviewEnd
  readonly reason: string
}

/** Says why an open review ends without a result, or returns null if it goes on. */
function whyOver(context: PolicyContext, review: ReviewState, worker: WorkerState): End | null {
  const { state, project } = context
  if (project.policy.review?.when !== 'proven') return { because: 'off', reason: 'the project file asks for no reviews any more' }
  const task = own(state.tasks, review.task)
  const isCurrent = task?.state === 'verified' || task?.state === 'candidate' || task?.state === 'stale'
  if (!isCurrent || task.verified?.commit !== review.commit || task.assignment !== review.assignment)
    return { because: 'overtaken', reason: `${review.task} is not proven by ${review.commit.slice(0, 8)} any more` }
  if (review.state === 'reported') return whyUnchecked(state, review)
  if (worker.missing !== null) return { because: 'failed', reason: 'its worktree is gone' }
  if (worker.stopped !== null) return { because: 'stopped', reason: `${worker.id} was stopped` }
  const work = own(state.tasks, review.id)
  if (work === undefined || work.state === 'failed' || work.state === 'dropped')
    return { because: 'failed', reason: work?.failure ?? 'its agent could not do it' }
  const assignment = openAssignment(state, worker)
  if (assignment?.refusal != null) return { because: 'refused', reason: `it refuses: ${assignment.refusal}` }
  if (assignment?.ladder.current.some(({ rung }) => rung === 'attention'))
    return { because: 'silent', reason: 'it makes no progress, although czar tried everything' }
  return whyLate(context, review, worker)
}

function whyUnchecked(state: State, { id }: ReviewState): End | null {
  const effect = effectIdOf({ do: 'check_findings', worker: id })
  if (!hasGivenUp(state, effect)) return null
  return { because: 'unchecked', reason: `its findings could not be checked: ${own(state.failures, effect)?.reason ?? 'unknown'}` }
}

/**
 * Says that the review took too long, or returns null. The time begins when the reviewer gets the task. A reviewer without an agent gets
 * more time, because other workers may use all seats.
 */
function whyLate(context: PolicyContext, review: ReviewState, worker: WorkerState): End | null {
  const { state, project } = context
  const withinMs = project.policy.review?.withinMs ?? 0
  const begun = openAssignment(state, worker)?.at ?? null
  const from = Math.max(begun ?? review.askedAt, state.czar.startedAt, worker.resumedAt)
  if (!context.isDue(from + withinMs * (begun === null ? SEAT_TIMES : 1))) return null
  const minutes = Math.round((withinMs * (begun === null ? SEAT_TIMES : 1)) / 60_000)
  const what = begun === null ? 'it could not begin' : 'it reported nothing'
  return { because: 'silent', reason: `${what} within ${minutes} min` }
}

/** Removes the reviewer's worktree after its agent has ended. If that fails, `czar clean` removes it later. */
function close(context: PolicyContext, review: ReviewState, worker: WorkerState | undefined): void {
  const { state } = context
  const closed = { kind: 'review.closed', worker: review.id } as const
  if (worker === undefined || (worker.worktree === null && worker.agent === null && !isBusy(state, review)))
    return context.record(closed, 'the review is over')
  if (worker.agent !== null || isBusy(state, review)) return
  const action = { do: 'remove_review', worker: review.id } as const
  if (hasGivenUp(state, effectIdOf(action))) return context.record(closed, 'its worktree could not be removed')
  context.perform(action, 'the review is over')
}

function isBusy(state: State, { id }: ReviewState): boolean {
  return isUnderWay(state, id, 'prepare_worktree', 'start_agent', 'end_agent', 'deliver', 'check_findings', 'remove_review')
}

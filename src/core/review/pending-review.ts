import type { Finding } from '../events/review/findings.ts'
import type { CheckedFinding } from '../events/review/review-event.ts'
import type { WorkerId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { WorkerConfig } from '../model/project.ts'
import { isInBase } from '../model/refs-state.ts'
import { isPart } from '../state/facts/children.ts'
import { isInnerStage } from '../state/facts/stages.ts'
import type { ReviewState } from '../state/types/review-state.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'
import { chooseReviewer } from './choose-reviewer.ts'
import { isSameFinding } from './say-finding.ts'

/** At most this many reviews of one assignment count. */
export const MOST_ROUNDS = 2
/** At most this many reviews of one assignment are started. It includes those that do not count because the worker made new commits. */
const MOST_ASKED = 4

/** Returns all reviews of the task's present assignment, the oldest first. */
export function reviewsOf(
  { reviews }: Pick<State, 'reviews'>,
  { id, assignment }: Pick<TaskState, 'id' | 'assignment'>,
): readonly ReviewState[] {
  return Object.values(reviews).filter(review => review.task === id && review.assignment === assignment)
}

/** Returns the review of exactly the commit that is proven now, or null if czar has not asked for one. */
export function reviewOfProof(state: Pick<State, 'reviews'>, task: TaskState): ReviewState | null {
  const commit = task.verified?.commit ?? null
  return reviewsOf(state, task).findLast(review => review.commit === commit) ?? null
}

/** Whether the review found a fault that czar saw too, the review can send work back, and no person accepted the work with the fault. */
export function isRejection({ state, verdict, findings, decision }: ReviewState): boolean {
  return state === 'counted' && verdict === 'gate' && findings.some(isFault) && decision?.kind !== 'accepted'
}

/** Whether czar saw the fault that the finding is about. */
export function isFault({ outcome }: Pick<CheckedFinding, 'outcome'>): boolean {
  return outcome === 'shown' || outcome === 'again'
}

/** Whether the review sends the task back to its author. The same finding does not send a task back twice, unless a person decides it. */
export function sendsBack(review: ReviewState): boolean {
  if (!isRejection(review) || review.returnedAt !== null) return false
  return review.decision?.kind === 'sent_back' || review.findings.some(({ outcome }) => outcome === 'shown')
}

/**
 * Returns the review that keeps the task's proven commit from being merged. Returns null if there is none, or if the commit is in base
 * anyway.
 */
export function rejectionOf(state: State, task: TaskState): ReviewState | null {
  if (task.state !== 'verified' || state.project?.policy.review?.verdict !== 'gate') return null
  const review = reviewOfProof(state, task)
  if (review === null || isInBase(own(state.refs?.standing ?? {}, review.commit))) return null
  return isRejection(review) ? review : null
}

/**
 * Returns the review about which a person must decide, because the author had the task back and the fault is still there. Returns null if
 * there is none.
 */
export function undecidedReview(state: State, task: TaskState): ReviewState | null {
  const review = rejectionOf(state, task)
  return review === null || sendsBack(review) ? null : review
}

/** Whether an earlier review of the same assignment already sent the task back for this finding. A finding sends a task back only once. */
export function wasSentBackFor(
  { reviews }: Pick<State, 'reviews'>,
  { id, assignment }: Pick<ReviewState, 'id' | 'assignment'>,
  finding: Finding,
): boolean {
  const earlier = Object.values(reviews).filter(other => other.assignment === assignment && other.id !== id && other.returnedAt !== null)
  return earlier.some(({ findings }) => findings.some(known => known.outcome === 'shown' && isSameFinding(known, finding)))
}

/**
 * Returns the reviewer that the task's proven commit still needs. Returns null if it needs none, or cannot get one now. `isSure` says
 * whether the task's proof is beyond doubt.
 */
export function wantedReviewer(state: State, task: TaskState, isSure: (task: TaskState) => boolean): WorkerConfig | null {
  const { project } = state
  if (project?.policy.review?.when !== 'proven' || task.kind === 'review' || task.verified === null) return null
  if (task.state !== 'verified' && task.state !== 'candidate') return null
  const { commit } = task.verified
  // The work of all stages is reviewed together, when the last one is proven. The work of a child is reviewed with its parent's.
  if (isInnerStage(state, task.id) || isPart(state, task.id)) return null
  // No review begins when the budget is nearly used up.
  if (state.budgetLow !== null || state.refs === null || isInBase(own(state.refs.standing, commit)) || !isSure(task)) return null
  const before = reviewsOf(state, task)
  if (before.some(review => review.commit === commit) || before.length >= MOST_ASKED) return null
  if (before.filter(({ end }) => end?.because !== 'overtaken').length >= MOST_ROUNDS) return null
  const assignment = own(state.assignments, task.assignment ?? '')
  const author = own(state.workers, task.worker ?? '')
  if (author === undefined || assignment?.worker !== author.id || assignment.fromSha === null) return null
  return chooseReviewer(project, author.config, { id: nextId(state), of: { task: task.id, commit, from: assignment.fromSha } })
}

/**
 * Whether the train must wait: for the review of the task's proven commit, until the task has gone back to its author, or for a person's
 * decision.
 */
export function awaitsReview(state: State, task: TaskState, isSure: (task: TaskState) => boolean): boolean {
  const policy = state.project?.policy.review
  if (policy?.verdict !== 'gate' || policy.when !== 'proven') return false
  const review = reviewOfProof(state, task)
  if (review === null) return wantedReviewer(state, task, isSure) !== null
  return review.state === 'open' || review.state === 'reported' || rejectionOf(state, task) !== null
}

/** Returns a name such as `review-3` that no worker, task or review has had. */
function nextId({ workers, tasks, reviews }: Pick<State, 'workers' | 'tasks' | 'reviews'>): WorkerId {
  let number = Object.keys(reviews).length + 1
  while ([workers, tasks, reviews].some(record => Object.hasOwn(record, `review-${number}`))) number += 1
  return `review-${number}` as WorkerId
}

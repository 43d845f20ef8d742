import type { Finding } from '../events/review/findings.ts'
import type { WorkerId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { WorkerConfig } from '../model/project.ts'
import type { ReviewState } from '../state/types/review-state.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'
import { chooseReviewer } from './choose-reviewer.ts'
import { isSameFinding } from './say-finding.ts'

/** The largest number of reviews of one assignment. */
export const MOST_ROUNDS = 2
/** The largest number of reviews of one assignment, including those that new commits made obsolete. */
const MOST_ASKED = 4

/** All reviews of the task's present assignment, oldest first. */
export function reviewsOf(
  { reviews }: Pick<State, 'reviews'>,
  { id, assignment }: Pick<TaskState, 'id' | 'assignment'>,
): readonly ReviewState[] {
  return Object.values(reviews).filter(review => review.task === id && review.assignment === assignment)
}

/** The review of exactly the task's proven commit. Returns null if no review was asked for. */
export function reviewOfProof(state: Pick<State, 'reviews'>, task: TaskState): ReviewState | null {
  const commit = task.verified?.commit ?? null
  return reviewsOf(state, task).findLast(review => review.commit === commit) ?? null
}

/** Whether the review's findings send the task back to its author. */
export function isRejection({ state, verdict, findings }: Pick<ReviewState, 'state' | 'verdict' | 'findings'>): boolean {
  return state === 'counted' && verdict === 'gate' && findings.some(({ outcome }) => outcome === 'shown')
}

/**
 * Whether an earlier review of the same assignment already sent the task back for this finding. A finding sends a task
 * back only once.
 */
export function wasSentBackFor(
  { reviews }: Pick<State, 'reviews'>,
  { id, assignment }: Pick<ReviewState, 'id' | 'assignment'>,
  finding: Finding,
): boolean {
  const earlier = Object.values(reviews).filter(other => other.assignment === assignment && other.id !== id && other.returnedAt !== null)
  return earlier.some(({ findings }) => findings.some(known => known.outcome === 'shown' && isSameFinding(known, finding)))
}

/**
 * The reviewer that the task's proven commit still needs. Returns null if it needs none, or can get none now. `isSure`:
 * the task's proof is beyond doubt.
 */
export function wantedReviewer(state: State, task: TaskState, isSure: (task: TaskState) => boolean): WorkerConfig | null {
  const { project } = state
  if (project?.policy.review?.when !== 'proven' || task.kind === 'review' || task.state !== 'verified' || task.verified === null)
    return null
  const { commit } = task.verified
  // No review starts when the budget is nearly used up.
  if (state.budgetLow !== null || state.refs === null || own(state.refs.standing, commit) === 'landed' || !isSure(task)) return null
  const before = reviewsOf(state, task)
  if (before.some(review => review.commit === commit) || before.length >= MOST_ASKED) return null
  if (before.filter(({ end }) => end?.because !== 'overtaken').length >= MOST_ROUNDS) return null
  const assignment = own(state.assignments, task.assignment ?? '')
  const author = own(state.workers, task.worker ?? '')
  if (author === undefined || assignment?.worker !== author.id || assignment.fromSha === null) return null
  return chooseReviewer(project, author.config, { id: nextId(state), of: { task: task.id, commit, from: assignment.fromSha } })
}

/** Whether the train has to wait for the review of the task's proven commit, or for the author to get the task back. */
export function awaitsReview(state: State, task: TaskState, isSure: (task: TaskState) => boolean): boolean {
  const policy = state.project?.policy.review
  if (policy?.verdict !== 'gate' || policy.when !== 'proven') return false
  const review = reviewOfProof(state, task)
  if (review === null) return wantedReviewer(state, task, isSure) !== null
  // If the task went back to its author, and its unchanged commit is proven again, no review sends it back a second time
  // for the same finding.
  return review.state === 'open' || review.state === 'reported' || (isRejection(review) && review.returnedAt === null)
}

/** `review-3`: a new name that no worker, task or review has had. */
function nextId({ workers, tasks, reviews }: Pick<State, 'workers' | 'tasks' | 'reviews'>): WorkerId {
  let number = Object.keys(reviews).length + 1
  while ([workers, tasks, reviews].some(record => Object.hasOwn(record, `review-${number}`))) number += 1
  return `review-${number}` as WorkerId
}

import type { AttemptsEvent, JudgedAttempt } from '../../events/proof/attempts-event.ts'
import type { TaskId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import { isFault, reviewOfProof, sendsBack, wantedReviewer } from '../../review/pending-review.ts'
import { attemptsAt } from '../../state/facts/attempts.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import { memoizeLast } from '../engine/cache/memoize-last.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { isSure } from '../facts/work/doubt.ts'
import { isSettled } from '../facts/work/is-settled.ts'
import { isProven } from '../facts/work/proven-tasks.ts'
import { earlier, type RankedAttempt, rankAttempts, sayWorse } from './rank-attempts.ts'

type Settled = Extract<AttemptsEvent, { kind: 'attempts.settled' }>

/** Within this many ms after a proof, czar finds out whether base has moved since. A review begins only after that. */
const UNSEEN_MS = 30_000

/**
 * Settles which attempt at a task wins. With `first`, the first proven attempt wins. With `best`, czar compares the proven attempts once no
 * attempt is still at work. Returns true if it settled one. Then the rules run again, because the other attempts are over.
 */
export function settleAttempts(context: PolicyContext): boolean {
  for (const task of undecided(context.state.tasks)) {
    if (own(context.state.attempts ?? {}, task) !== undefined) continue
    const settled = settle(context, task)
    if (settled === null) continue
    context.record(settled, settled.reason)
    return true
  }
  return false
}

/** The tasks that have a proven attempt. */
const undecided = memoizeLast((tasks: State['tasks']): readonly TaskId[] => {
  return [
    ...new Set(
      Object.values(tasks).flatMap(task => (task.attempt && (task.state === 'candidate' || isProven(task)) ? [task.attempt.task] : [])),
    ),
  ]
})

function settle(context: PolicyContext, task: TaskId): Settled | null {
  const attempts = attemptsAt(context.state, task)
  const before = attempts.find(isProven)
  if (before !== undefined) return settleEarlier(context, { task, winner: before.id }, attempts)
  return attempts.some(({ attempt }) => attempt?.settle === 'best')
    ? settleBest(context, task, attempts)
    : settleFirst(context, task, attempts)
}

/** The project file was changed, and now names more attempts at a task that is proven already. */
function settleEarlier({ state }: PolicyContext, about: Pick<Settled, 'task' | 'winner'>, attempts: readonly TaskState[]): Settled {
  const reason = `${about.winner} was proven before there were other attempts at ${about.task}`
  return settledEvent({ ...about, settle: 'first', reason }, attempts, one => sayUnproven(state, one))
}

function settleFirst({ state }: PolicyContext, task: TaskId, attempts: readonly TaskState[]): Settled | null {
  const proven = attempts.flatMap(one => rankedOf(state, one)).sort(earlier)
  const [winner] = proven
  if (winner === undefined) return null
  const whyLost = (one: TaskState) => (one.state === 'candidate' ? `was proven after ${winner.task}` : sayUnproven(state, one))
  const reason = `${winner.task} is the first attempt at ${task} that is proven`
  return settledEvent({ task, winner: winner.task, settle: 'first', reason }, attempts, whyLost)
}

function settleBest(context: PolicyContext, task: TaskId, attempts: readonly TaskState[]): Settled | null {
  const { state } = context
  if (state.czar.phase !== 'supervising' || !attempts.every(one => isJudged(context, one))) return null
  const ranked = rankAttempts(attempts.flatMap(one => rankedOf(state, one)))
  const [winner, second] = ranked
  if (winner === undefined) return null
  const whyLost = (one: TaskState) => {
    const own = ranked.find(other => other.task === one.id)
    return own === undefined ? sayUnproven(state, one) : sayWorse(ranked, winner, own)
  }
  const reason =
    second === undefined
      ? `${winner.task} is the only attempt at ${task} that is proven`
      : `${winner.task} is the best of ${ranked.length} proven attempts at ${task}: ${second.task} ${sayWorse(ranked, winner, second)}`
  return settledEvent({ task, winner: winner.task, settle: 'best', reason }, attempts, whyLost)
}

function settledEvent(
  { reason, ...about }: Pick<Settled, 'task' | 'winner' | 'settle' | 'reason'>,
  attempts: readonly TaskState[],
  whyLost: (attempt: TaskState) => string,
): Settled {
  const judged = attempts.map(
    (one): JudgedAttempt => ({
      task: one.id,
      number: one.attempt?.number ?? 0,
      commit: one.state === 'candidate' || isProven(one) ? (one.verified?.commit ?? null) : null,
      why: one.id === about.winner ? reason : whyLost(one),
    }),
  )
  const winnerFirst = judged.toSorted((one, other) => Number(other.task === about.winner) - Number(one.task === about.winner))
  return { kind: 'attempts.settled', ...about, attempts: winnerFirst, reason }
}

/** Whether czar does nothing more about the attempt by itself: its review is over, or it ended without a proof. */
function isJudged(context: PolicyContext, task: TaskState): boolean {
  return task.state === 'candidate' ? !awaitsItsReview(context, task) : isSettled(context, task)
}

function awaitsItsReview({ state, project, isDue }: PolicyContext, task: TaskState): boolean {
  if (project.policy.review?.when !== 'proven' || task.verified === null) return false
  const review = reviewOfProof(state, task)
  if (review !== null) return review.state === 'open' || review.state === 'reported' || sendsBack(review)
  const isSeen = own(state.refs?.standing ?? {}, task.verified.commit) !== undefined
  if (!isSeen) return !isDue(task.verified.at + UNSEEN_MS)
  return wantedReviewer(state, task, isSure(state)) !== null
}

function rankedOf(state: State, task: TaskState): readonly RankedAttempt[] {
  if (task.state !== 'candidate' || task.verified === null) return []
  const review = reviewOfProof(state, task)
  const { size } = task
  return [
    {
      task: task.id,
      number: task.attempt?.number ?? 0,
      at: task.verified.at,
      faults: review?.state === 'counted' ? review.findings.filter(isFault).length : 0,
      files: size?.files ?? null,
      lines: size === undefined ? Infinity : size.added + size.removed,
      usd: own(state.workers, task.worker ?? '')?.usage?.usd ?? Infinity,
    },
  ]
}

function sayUnproven({ workers }: State, { state, failure, id }: TaskState): string {
  if (state === 'failed') return `failed: ${failure ?? 'the reason is unknown'}`
  const stopped = own(workers, id)?.stopped ?? null
  if (stopped === 'over') return 'used up its budget before it was proven'
  if (stopped !== null) return 'was stopped before it was proven'
  return state === 'waiting' ? 'had not begun' : 'was not proven yet'
}

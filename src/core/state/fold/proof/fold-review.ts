import type { Event, Journaled } from '../../../events/event.ts'
import { own } from '../../../model/own.ts'
import { newWorker, reviewTask } from '../../empty.ts'
import { ranUntil } from '../../facts/ran-until.ts'
import type { Handlers } from '../../fold.ts'
import type { ReviewState } from '../../types/review-state.ts'
import type { State } from '../../types/state.ts'
import { forgetFailures, updateAssignment } from '../../update.ts'
import { openAgain } from './fold-recheck.ts'

type ReviewEvents = Extract<Event, { kind: `review.${string}` }>

export const foldReview: Handlers<ReviewEvents> = {
  'review.asked': (state, event, at) => {
    const { worker: id, config } = event
    const isTaken = [state.workers, state.tasks, state.reviews].some(record => own<unknown>(record, id) !== undefined)
    if (isTaken || config.id !== id || config.reviews === undefined || event.author === id) return state
    return {
      ...state,
      workers: { ...state.workers, [id]: newWorker(config, at) },
      tasks: { ...state.tasks, [id]: reviewTask(config) },
      reviews: { ...state.reviews, [id]: newReview(event, at) },
    }
  },
  'review.finished': (state, { worker, findings, log }, at) => {
    if (own(state.reviews, worker)?.state !== 'reported') return state
    return endWork(
      updateReview(state, worker, () => ({ state: 'counted', reported: [], findings, log, endedAt: at })),
      worker,
    )
  },
  'review.ended': (state, { worker, because, reason }, at) => {
    const known = own(state.reviews, worker)?.state
    if (known !== 'open' && known !== 'reported') return state
    const end = { because, reason }
    return endWork(
      updateReview(state, worker, () => ({ state: 'uncounted', reported: [], endedAt: at, end })),
      worker,
    )
  },
  'review.returned': returnWork,
  'review.decided': (state, { review, decision: kind, text }) =>
    updateReview(state, review, ({ returnedAt }) => ({
      decision: { kind, text },
      returnedAt: kind === 'sent_back' ? null : returnedAt,
    })),
  'review.closed': (state, { worker: id }, at) => {
    const review = own(state.reviews, id)
    const worker = own(state.workers, id)
    if (review === undefined || review.isClosed || (review.state !== 'counted' && review.state !== 'uncounted')) return state
    const { ran, turns, usage } = worker ?? { ran: { ms: 0, since: null }, turns: { ended: 0 }, usage: null }
    const ranMs = ranUntil(ran, at)
    const closed = updateReview(state, id, () => ({ isClosed: true, usage, turns: turns.ended, ranMs }))
    return removeWorker(closed, id)
  },
}

function newReview(event: Extract<ReviewEvents, { kind: 'review.asked' }>, at: number): ReviewState {
  const { worker: id, task, commit, assignment, author, round, verdict, config } = event
  return {
    ...{ id, task, commit, assignment, author, round, verdict },
    agent: config.agent,
    model: config.model,
    askedAt: at,
    state: 'open',
    reported: [],
    findings: [],
    log: null,
    endedAt: null,
    end: null,
    returnedAt: null,
    isClosed: false,
    usage: null,
    turns: 0,
    ranMs: 0,
  }
}

/** Takes the findings of a reviewer. Only the first report with findings counts. */
export function takeFindings(state: State, { worker, report, at }: Journaled<Extract<Event, { kind: 'report.received' }>>): State {
  const review = own(state.reviews, worker)
  const open = own(state.assignments, own(state.workers, worker)?.assignment ?? '')
  if (review?.state !== 'open' || open === undefined || report.findings === undefined) return state
  if (report.assignment !== null && report.assignment !== open.id) return state
  const { findings } = report
  return updateAssignment(
    updateReview(state, review.id, () => ({ state: 'reported', reported: findings })),
    open.id,
    () => ({ state: 'claimed', claimedAt: at }),
  )
}

/** Ends the reviewer's task, because its review is over. */
function endWork(state: State, id: ReviewState['id']): State {
  const worker = own(state.workers, id)
  if (worker === undefined) return state
  const closed = updateAssignment(state, worker.assignment, () => ({ state: 'failed', ended: 'dropped' }))
  const { [id as string]: _, ...tasks } = closed.tasks
  return {
    ...closed,
    tasks,
    workers: { ...closed.workers, [id]: { ...worker, assignment: null, question: null } },
    messages: closed.messages.filter(message => message.worker !== id),
  }
}

function removeWorker(state: State, id: ReviewState['id']): State {
  const { [id as string]: _, ...workers } = state.workers
  const { [id as string]: __, ...tasks } = state.tasks
  const assignments = Object.fromEntries(Object.entries(state.assignments).filter(([, { worker }]) => worker !== id))
  const messages = state.messages.filter(({ worker }) => worker !== id)
  return forgetFailures({ ...state, workers, tasks, assignments, messages }, id)
}

/** Gives the task back to its author. This does not count as a rejected claim, so the author has all its attempts. */
function returnWork(state: State, event: Journaled<Extract<ReviewEvents, { kind: 'review.returned' }>>, at: number): State {
  const task = own(state.tasks, event.task)
  const assignment = own(state.assignments, task?.assignment ?? '')
  const review = own(state.reviews, event.review)
  if (review === undefined || review.returnedAt !== null || review.state !== 'counted') return state
  if (
    (task?.state !== 'verified' && task?.state !== 'candidate') ||
    task.verified?.commit !== review.commit ||
    assignment?.id !== review.assignment
  )
    return state
  if (own(state.workers, assignment.worker)?.assignment !== null) return state
  const { commit, reasons, tail, log } = event
  const lastVerdict = { at, verdict: 'rejected', commit, reasons, checks: [], flags: [], log, tail } as const
  const returned = updateReview(state, review.id, () => ({ returnedAt: at, decision: undefined }))
  return updateAssignment(openAgain(returned, { assignment, task, lastVerdict }), assignment.id, () => ({
    rejections: 0,
    toldRejections: -1,
  }))
}

function updateReview(state: State, id: ReviewState['id'], change: (review: ReviewState) => Partial<ReviewState>): State {
  const review = own(state.reviews, id)
  return review === undefined ? state : { ...state, reviews: { ...state.reviews, [id]: { ...review, ...change(review) } } }
}

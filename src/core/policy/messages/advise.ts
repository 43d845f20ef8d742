import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { findConfusions } from '../confusion/find-confusion.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { seatOf } from '../ladder/seat-of.ts'

/** More hints than this on one assignment do not help. */
const MOST_HINTS = 3

/**
 * Tells a worker between its turns what it may have overlooked: each hint once, and only a few in all. Nothing follows, so czar awaits no
 * answer.
 */
export function advise(context: PolicyContext, worker: WorkerState): void {
  const seat = worker.agent?.turn === 'idle' ? seatOf(context, worker) : null
  if (seat === null || worker.question !== null || messagesFor(context.state, worker.id).length > 0) return
  const { id, advised } = seat.assignment
  if (isBeingChecked(seat.assignment) || advised.filter(isHint).length >= MOST_HINTS) return
  const hint = findConfusions(context.state, worker).find(({ weight, matter }) => weight === 'advice' && !advised.includes(matter))
  if (hint === undefined) return
  queueText(context, worker.id, { kind: 'notice', assignment: id, facts: { problem: hint.problem, advice: hint.matter } }, hint.reason)
}

/** Other advice, about conflicts and duplicates, has a sign in its name. */
function isHint(matter: string): boolean {
  return /^[a-z-]+$/.test(matter)
}

import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { findConfusions } from '../confusion/find-confusion.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { seatOf } from '../ladder/seat-of.ts'

/** The largest number of hints for one assignment. More do not help. */
const MOST_HINTS = 3

/**
 * Tells a worker between its turns what it may have overlooked. Each hint comes once, and there are only a few in all.
 * The czar expects no answer and draws no conclusions.
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

/** Advice about conflicts and duplicates has another mark in its key. */
function isHint(matter: string): boolean {
  return /^[a-z-]+$/.test(matter)
}

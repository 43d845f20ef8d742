import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { findConfusions } from '../confusion/find-confusion.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { concernedWorker } from '../ladder/concerned-worker.ts'

/** A worker gets at most this many hints in one assignment. More would not help. */
const MOST_HINTS = 3

/**
 * Tells a worker between its turns what it may have overlooked. Each hint comes once, and there are only a few. Czar expects no answer, and
 * the hint has no consequences.
 */
export function advise(context: PolicyContext, worker: WorkerState): void {
  const concerned = worker.agent?.turn === 'idle' ? concernedWorker(context, worker) : null
  if (concerned === null || worker.question !== null || messagesFor(context.state, worker.id).length > 0) return
  const { id, advised } = concerned.assignment
  if (isBeingChecked(concerned.assignment) || advised.filter(isHint).length >= MOST_HINTS) return
  const hint = findConfusions(context.state, worker).find(({ weight, matter }) => weight === 'advice' && !advised.includes(matter))
  if (hint === undefined) return
  queueText(context, worker.id, { kind: 'notice', assignment: id, facts: { problem: hint.problem, advice: hint.matter } }, hint.reason)
}

/** Whether the advice is a hint. Advice about conflicts and duplicates has other keys. */
function isHint(matter: string): boolean {
  return /^[a-z-]+$/.test(matter)
}

import type { Letter } from '../../events/letter.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { messagesFor } from '../facts/waiting-messages.ts'

/** Czar tells a worker about waiting letters at most once in this time. */
const TOLD_EVERY_MS = 5 * 60_000

/** Returns the letters from other workers that this worker has not read. */
export function unreadLetters({ letters }: WorkerState): readonly Letter[] {
  return letters.received.filter(({ number }) => number > letters.read)
}

/** Tells a worker with a task that letters wait. The text says how many and from whom, and never what is in them. */
export function tellOfLetters(context: PolicyContext, worker: WorkerState): void {
  const { letters, assignment, agent } = worker
  if (assignment === null || agent === null || agent.exit !== null) return
  const unread = unreadLetters(worker)
  const newest = unread.at(-1)?.number ?? 0
  if (newest <= letters.told || messagesFor(context.state, worker.id).some(({ kind }) => kind === 'letter')) return
  if (!context.isDue(letters.toldAt + TOLD_EVERY_MS)) return
  const senders = [...new Set(unread.map(({ from }) => from))].join(', ')
  queueText(
    context,
    worker.id,
    { kind: 'letter', assignment, facts: { senders, count: String(unread.length), newest: String(newest) } },
    `${senders} said something to it`,
  )
}

import type { WorkerState } from '../model/worker-state.ts'
import type { Desk } from './desk.ts'
import { openAssignment } from './tasks.ts'
import { messagesFor } from './waiting-messages.ts'

/** Claude Code 2.1.197 asks again by itself after a login at its own window. */
const SETTLE_MS = 2_000

/**
 * Whose turn ended for want of a login is told to go on, once somebody has logged in and nothing else makes it. True: it is
 * told, or about to be, so nothing else is asked of it.
 */
export function goOnLoggedIn(desk: Desk, worker: WorkerState): boolean {
  const { agent } = worker
  const overAt = agent?.login?.overAt ?? null
  const assignment = openAssignment(desk.state, worker)
  if (agent === null || agent.exit !== null || agent.login?.wentOn !== false || overAt === null || assignment === null) return false
  if (agent.turn !== 'idle' || assignment.briefed?.incarnation !== agent.incarnation || assignment.ladder.askedAt >= overAt) return false
  if (assignment.state === 'claimed' || assignment.state === 'verifying' || messagesFor(desk.state, worker.id).length > 0) return false
  if (!desk.isDue(Math.max(overAt, agent.turnAt) + SETTLE_MS)) return true
  desk.record(
    {
      kind: 'message.queued',
      worker: worker.id,
      message: desk.nextMessage(),
      messageKind: 'go_on',
      assignment: assignment.id,
      facts: { after: 'login' },
    },
    'its turn ended for want of a login, and somebody has logged in',
  )
  return true
}

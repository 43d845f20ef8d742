import type { AssignmentState } from '../model/task-state.ts'
import type { AgentState, WorkerState } from '../model/worker-state.ts'
import { judgeAcknowledgement } from './acknowledgement.ts'
import type { Desk } from './desk.ts'
import { isUnderWay } from './desk.ts'
import { openAssignment } from './tasks.ts'
import { messagesFor } from './waiting-messages.ts'

/** Asks a worker that did not acknowledge its task, acknowledged something else, or went silent. Bounded by `policy.nudges`. */
export function askTheSilent(desk: Desk, worker: WorkerState): void {
  const assignment = openAssignment(desk.state, worker)
  const { agent } = worker
  if (assignment === null || agent === null || agent.exit !== null || worker.stopped !== null) return
  if (assignment.briefed?.incarnation !== agent.incarnation || worker.question !== null) return
  if (isUnderWay(desk.state, worker.id, 'deliver') || messagesFor(desk.state, worker.id).length > 0) return
  if (askForAcknowledgement(desk, worker, assignment)) return
  askForReport(desk, worker, { assignment, agent })
}

function askForAcknowledgement(desk: Desk, worker: WorkerState, assignment: AssignmentState): boolean {
  const { asked, acknowledged } = assignment
  if (asked.acknowledge >= desk.policy.nudges) return false
  const task = desk.state.tasks[assignment.task]
  const problem = task === undefined ? null : judgeAcknowledgement(assignment, task)
  if (problem !== null && acknowledged !== null && acknowledged.at > asked.lastAt) {
    ask(desk, worker, { kind: 'restate', assignment, facts: { problem } })
    return true
  }
  if (assignment.state !== 'delivered' || !desk.isDue(answerAwaitedSince(worker, assignment) + desk.policy.ackWithinMs)) return false
  ask(desk, worker, { kind: 'restate', assignment, facts: { problem: 'You have not acknowledged the task yet.' } })
  return true
}

function askForReport(desk: Desk, worker: WorkerState, { assignment, agent }: { assignment: AssignmentState; agent: AgentState }): void {
  const isAskable = assignment.state === 'delivered' || assignment.state === 'acknowledged' || assignment.state === 'rework'
  if (!isAskable || assignment.asked.silence >= desk.policy.nudges) return
  const since = silentSince(worker, agent)
  if (since === null) return
  const patienceMs = desk.policy.idleAfterMs * (1 + assignment.asked.silence)
  if (!desk.isDue(Math.max(since, answerAwaitedSince(worker, assignment)) + patienceMs)) return
  const seconds = Math.round((desk.now - since) / 1000)
  ask(desk, worker, { kind: 'nudge', assignment, facts: { seconds: String(seconds) } })
}

/**
 * Since when the agent does nothing, as far as is known; null while it works. An exact "turn ended" counts from the
 * turn's end; an agent that never says so is only quiet, and any novelty counts.
 */
export function silentSince(worker: WorkerState, agent: AgentState): number | null {
  if (agent.turn === 'busy' || agent.turn === 'waiting') return null
  if (agent.turn === 'idle' && agent.turnStrength === 'exact') return Math.max(agent.turnAt, worker.lastReportAt)
  return agent.noveltyAt
}

/** Nobody is asked for an answer that could not be given: after a pause the wait begins anew. */
export function answerAwaitedSince(worker: WorkerState, { asked }: AssignmentState): number {
  return Math.max(asked.lastAt, worker.resumedAt)
}

interface Question {
  readonly kind: 'nudge' | 'restate'
  readonly assignment: AssignmentState
  readonly facts: Readonly<Record<string, string>>
}

function ask(desk: Desk, worker: WorkerState, { kind, assignment, facts }: Question): void {
  desk.record(
    { kind: 'message.queued', worker: worker.id, message: desk.nextMessage(), messageKind: kind, assignment: assignment.id, facts },
    facts['problem'] ?? `nothing heard for ${facts['seconds'] ?? '?'} s`,
  )
}

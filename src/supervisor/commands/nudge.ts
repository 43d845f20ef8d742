import type { MessageId } from '../../core/model/ids.ts'
import { messagesFor } from '../../core/policy/facts/waiting-messages.ts'
import { openAssignment, ownTask } from '../../core/policy/facts/work/tasks.ts'
import { isBeingChecked, isPresumed } from '../../core/state/facts/assignment-phase.ts'
import type { State } from '../../core/state/types/state.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import { type CommandOutcome, outcome, refused } from './command-outcome.ts'
import { whenTaken } from './when-taken.ts'

/**
 * Asks a worker how its task stands, even if the worker is not silent. The policy sends only a limited number of such questions by itself,
 * and a person's question does not count towards that number.
 */
export function nudge(state: State, worker: WorkerState): CommandOutcome {
  const refusal = refuse(state, worker)
  if (refusal !== null) return refusal
  const { id, assignment } = worker
  const message = `m${state.counters.messages + 1}` as MessageId
  return outcome(
    [
      { kind: 'person.nudged', worker: id },
      { kind: 'message.queued', worker: id, message, messageKind: 'nudge', assignment, facts: { by: 'person' } },
    ],
    `${message} asks ${id} how ${assignment ?? 'it'} stands, ${whenTaken(worker)}`,
  )
}

function refuse(state: State, worker: WorkerState): CommandOutcome | null {
  const { id, agent, health } = worker
  const assignment = openAssignment(state, worker)
  if (assignment === null) {
    const isDone = ownTask(state, worker)?.state === 'verified'
    return refused(isDone ? `${id} is done: ${health.reason}` : `${id} has no open task: ${health.reason}`, `czar why ${id}`)
  }
  if (agent === null || agent.exit !== null) return refused(`no agent of ${id} runs now: ${health.reason}`, `czar why ${id}`)
  if (isBeingChecked(assignment)) {
    const says = isPresumed(assignment)
      ? `what ${id} committed for ${assignment.task} is being checked`
      : `${id} says that ${assignment.task} is done, and it is being checked`
    return refused(says, `czar log --worker ${id} --follow`)
  }
  if (assignment.briefed?.incarnation !== agent.incarnation)
    return refused(`${id} has not been given ${assignment.task} yet: ${health.reason}`, `czar why ${id}`)
  const asked = messagesFor(state, id).find(message => message.kind === 'nudge')
  return asked === undefined
    ? null
    : refused(`${asked.id} asks ${id} the same, and its agent has not taken that text yet`, `czar why ${id}`)
}

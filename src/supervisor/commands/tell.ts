import type { MessageId } from '../../core/model/ids.ts'
import { own } from '../../core/model/own.ts'
import { isInFile } from '../../core/policy/facts/work/tasks.ts'
import type { State } from '../../core/state/types/state.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import { willGetNoAgent } from '../will-get-no-agent.ts'
import { type CommandOutcome, outcome, refused } from './command-outcome.ts'
import { restart } from './restart.ts'
import { whenTaken } from './when-taken.ts'

/** Queues a person's words for these workers. Each worker gets a text of its own. */
export function tell(state: State, workers: readonly WorkerState[], text: string): CommandOutcome {
  const unreachable = workers.find(worker => isUnreachable(state, worker))
  if (unreachable !== undefined)
    return refused(`${unreachable.id} has no agent, and gets none: ${unreachable.health.reason}`, hintFor(state, unreachable))
  const said = workers.map((worker, index) => ({ worker, message: `m${state.counters.messages + 1 + index}` as MessageId }))
  const events = said.flatMap(({ worker: { id, assignment }, message }) => [
    { kind: 'person.told', worker: id, text } as const,
    { kind: 'message.queued', worker: id, message, messageKind: 'tell', assignment, facts: { text } } as const,
  ])
  return outcome(events, said.map(({ worker, message }) => `${message} goes to ${worker.id} ${whenTaken(worker)}`).join('\n'))
}

/** Queues a person's words for every worker that has an agent or will get one. The answer names the workers that are left out. */
export function tellAll(state: State, text: string): CommandOutcome {
  const workers = Object.values(state.workers).filter(worker => isInFile(state, worker) || worker.agent !== null)
  const [unreachable, reachable] = [
    workers.filter(worker => isUnreachable(state, worker)),
    workers.filter(worker => !isUnreachable(state, worker)),
  ]
  const leftOut = unreachable.map(({ id, health }) => `${id} is left out, because it gets no agent: ${health.reason}`)
  if (reachable.length === 0) return refused(['no worker has an agent, or gets one', ...leftOut].join('; '), 'czar status')
  const { events, answer } = tell(state, reachable, text)
  return { events, answer: { ...answer, message: [answer.message, ...leftOut].join('\n') } }
}

/** Whether a text for this worker would wait for ever, because no agent will take it. */
function isUnreachable(state: State, worker: WorkerState): boolean {
  return (worker.agent === null || worker.agent.exit !== null) && willGetNoAgent(state, worker)
}

/**
 * The command that the person can type instead. `czar restart` is not suggested if czar would refuse it, because the worker has no work
 * left and was not stopped.
 */
function hintFor(state: State, worker: WorkerState): string {
  if (worker.stopped === null && own(state.tasks, worker.id)?.state === 'verified') return `czar diff ${worker.id}`
  return restart(state, worker).answer.ok ? `czar restart ${worker.id}` : 'czar status'
}

import type { MessageId } from '../../core/model/ids.ts'
import type { State } from '../../core/model/state.ts'
import type { WorkerState } from '../../core/model/worker-state.ts'
import { refused, type Taken, taken } from './taken.ts'
import { whenTaken } from './when-taken.ts'

/** A person's own words for these workers, each as a text of its own. */
export function tell(state: State, workers: readonly WorkerState[], text: string): Taken {
  const deaf = workers.find(worker => worker.agent === null && willGetNoAgent(state, worker))
  if (deaf !== undefined) return refused(`${deaf.id} has no agent, and gets none: ${deaf.health.reason}`, `czar restart ${deaf.id}`)
  const said = workers.map((worker, index) => ({ worker, message: `m${state.counters.messages + 1 + index}` as MessageId }))
  const events = said.flatMap(({ worker: { id, assignment }, message }) => [
    { kind: 'person.told', worker: id, text } as const,
    { kind: 'message.queued', worker: id, message, messageKind: 'tell', assignment, facts: { text } } as const,
  ])
  return taken(events, said.map(({ worker, message }) => `${message} goes to ${worker.id} ${whenTaken(worker)}`).join('\n'))
}

/** Its work is over, or a person stopped it: words for it would wait for ever. */
function willGetNoAgent(state: State, worker: WorkerState): boolean {
  const own = state.tasks[worker.id]?.state
  return worker.stopped !== null || (worker.assignment === null && own !== undefined && own !== 'waiting')
}

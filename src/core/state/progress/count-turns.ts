import type { EventKind, Journaled } from '../../events/event.ts'
import { own } from '../../model/own.ts'
import { tellsTurns } from '../facts/tells-turns.ts'
import { wantsLogin } from '../facts/wants-login.ts'
import type { State } from '../types/state.ts'
import type { WorkerState } from '../types/worker-state.ts'
import { updateWorker } from '../update.ts'

type Counted = Extract<
  Journaled,
  { kind: 'message.submitted' | 'agent.turn' | 'agent.ready' | 'agent.started' | 'agent.exited' | 'agent.ended' }
>

/** Events with which a turn may begin or end. */
const KINDS: ReadonlySet<EventKind> = new Set<Counted['kind']>([
  'message.submitted',
  'agent.turn',
  'agent.ready',
  'agent.started',
  'agent.exited',
  'agent.ended',
])

/**
 * Counts turns. A turn ends when the program reports so, or when the agent ends. While the agent waits for an answer, the turn goes on. A
 * turn that ends because the program is not logged in does not count. If the program does not report turns, each text begins a turn and the
 * next text ends it.
 */
export function countTurns(state: State, event: Journaled): State {
  if (!isCounted(event)) return state
  const worker = own(state.workers, event.worker)
  if (worker === undefined) return state
  const { ended, isOpen } = worker.turns
  const isNext = event.kind === 'message.submitted' && event.incarnation === worker.agent?.incarnation && !hasTurns(state, worker)
  const isOpenNow = isNext || (hasTurns(state, worker) ? isInTurn(worker) : isOpen && lives(worker))
  if (isOpenNow === isOpen && !isNext) return state
  const hasEnded = isOpen && (isNext || !isOpenNow) && !wantsLogin(worker.agent)
  return updateWorker(state, worker.id, () => ({ turns: { ended: ended + (hasEnded ? 1 : 0), isOpen: isOpenNow } }))
}

function isCounted(event: Journaled): event is Counted {
  return KINDS.has(event.kind)
}

function hasTurns({ project }: State, { config }: WorkerState): boolean {
  const profile = own(project?.agents ?? {}, config.agent)
  return profile === undefined || tellsTurns(profile)
}

function isInTurn(worker: WorkerState): boolean {
  const { agent } = worker
  // A question that comes before the agent is ready belongs to no turn.
  return lives(worker) && (agent?.turn === 'busy' || (agent?.turn === 'waiting' && agent.readyAt !== null))
}

function lives({ agent }: WorkerState): boolean {
  return agent !== null && agent.exit === null
}

import { isTrainStep } from '../core/events/decision.ts'
import { effectIdOf } from '../core/events/effect-id.ts'
import type { WorkerId } from '../core/model/ids.ts'
import { decide } from '../core/policy/decide/decide.ts'
import { hasGivenUp } from '../core/policy/engine/policy-context.ts'
import type { State } from '../core/state/types/state.ts'

/** Whether this czar has nothing left to do. */
export function isOver(state: State, now: number): boolean {
  if (state.czar.phase === 'finished') return isAllTold(state, now)
  if (state.czar.phase !== 'stopping') return false
  // If a check, an alert or a step of the train is cut off here, a later czar repeats it. An agent that could not be
  // ended ends with the tmux server.
  const isOpen = Object.values(state.effects).some(({ action }) => action !== 'verify' && action !== 'alert' && !isTrainStep(action))
  return !isOpen && Object.values(state.workers).every(({ id, agent }) => agent === null || hasGivenUp(state, endOf(id, agent.incarnation)))
}

/**
 * Whether every alert is settled, which is the last work of a project. The number of tries of an alert is limited, so
 * this becomes true in the end.
 */
function isAllTold(state: State, now: number): boolean {
  const { decisions, wakeAt } = decide(state, now)
  return decisions.length === 0 && wakeAt === null && !Object.values(state.effects).some(effect => effect.action === 'alert')
}

function endOf(worker: WorkerId, incarnation: number) {
  return effectIdOf({ do: 'end_agent', worker, incarnation })
}

import { isTrainStep } from '../core/events/decision.ts'
import { effectIdOf } from '../core/events/effect-id.ts'
import type { WorkerId } from '../core/model/ids.ts'
import { decide } from '../core/policy/decide/decide.ts'
import { hasGivenUp } from '../core/policy/engine/policy-context.ts'
import type { State } from '../core/state/types/state.ts'

/** Whether czar has nothing left to do for this project. */
export function isOver(state: State, now: number): boolean {
  if (state.czar.phase === 'finished') return isAllTold(state, now)
  if (state.czar.phase !== 'stopping') return false
  // Checks, alerts and steps of the train do not count: if they are cut off now, czar repeats them when it starts again. The end of an
  // agent does not count either, because the agent ends with the tmux server.
  const isOpen = Object.values(state.effects).some(({ action }) => action !== 'verify' && action !== 'alert' && !isTrainStep(action))
  return !isOpen && Object.values(state.workers).every(({ id, agent }) => agent === null || hasGivenUp(state, endOf(id, agent.incarnation)))
}

/**
 * Whether nothing is left to tell people, which is the last work of a project. Each alert is tried only a limited number of times, so this
 * becomes true at some time.
 */
function isAllTold(state: State, now: number): boolean {
  const { decisions, wakeAt } = decide(state, now)
  return decisions.length === 0 && wakeAt === null && !Object.values(state.effects).some(effect => effect.action === 'alert')
}

function endOf(worker: WorkerId, incarnation: number) {
  return effectIdOf({ do: 'end_agent', worker, incarnation })
}

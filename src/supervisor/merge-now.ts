import type { TrainAction } from '../core/events/decision.ts'
import { isTrainAction } from '../core/events/decision.ts'
import { effectIdOf } from '../core/events/effect-id.ts'
import type { Event, Journaled } from '../core/events/event.ts'
import type { TrainChoice } from '../core/events/train-event.ts'
import { nextTrainMove, ON_DEMAND } from '../core/policy/landing/tend-train.ts'
import type { Ledger } from '../core/ports/ports.ts'
import { fold } from '../core/state/fold.ts'
import type { State } from '../core/state/types/state.ts'
import type { WorkerState } from '../core/state/types/worker-state.ts'
import { createCheckTurns } from './effects/checks/check-turns.ts'
import { performTrain } from './effects/landing/perform-train.ts'
import type { CheckHands } from './hands.ts'
import { createRefsSensor } from './sensors/git/refs-sensor.ts'

export interface MergeNow {
  readonly ledger: Ledger
  readonly epoch: number
  readonly initial: State
  readonly choice: TrainChoice
  /**
   * Aborted when the person interrupts the merge. Its commands are ended then. The next merge continues from the state in the journal.
   */
  readonly signal: AbortSignal
  readonly onEvents: (state: State, events: readonly Journaled[]) => void
}

/**
 * Merges and tests proven work while no czar runs, one step after the other, until nothing is left to do. It uses the same rules, adapters
 * and journal as a running czar. The caller must hold the project's lock. If a step fails, its error is written to the journal and thrown.
 */
export async function mergeNow(hands: CheckHands, { ledger, epoch, initial, choice, signal, onEvents }: MergeNow): Promise<State> {
  let state = initial
  const observe = (...events: readonly Event[]) => {
    if (events.length === 0) return
    const journaled = ledger.append(events, hands.clock.now())
    for (const event of journaled) state = fold(state, event)
    onEvents(state, journaled)
  }
  const refs = createRefsSensor({ hands, state: () => state, observe, isOnDemand: true })
  const turns = createCheckTurns()

  async function perform(action: TrainAction, reason: string): Promise<void> {
    const effect = effectIdOf(action)
    observe({ kind: 'effect.intended', effect, action: action.do, worker: null, epoch, reason })
    try {
      const recordOf = ({ id }: WorkerState) => ({ state: () => state, observe, turns, effect, worker: id })
      observe(...(await performTrain(hands, action, { state, signal, recordOf, lookAtRefs: refs.look })), { kind: 'effect.done', effect })
    } catch (error) {
      observe({ kind: 'effect.failed', effect, reason: error instanceof Error ? error.message : String(error) })
      throw error
    }
  }

  try {
    await refs.look()
    if (state.refs !== null) observe({ kind: 'train.asked', base: state.refs.base.commit, ...choice })
    while (!signal.aborted) {
      // Base may move while the tests run, so czar reads it again after each step.
      await refs.look()
      const move = nextTrainMove(inTrainMode(state), ON_DEMAND)
      if (move === null) break
      if ('event' in move) observe(move.event)
      else if (isTrainAction(move.action)) await perform(move.action, move.reason)
    }
    return state
  } finally {
    refs.close()
  }
}

/** The state with merging switched on, because a person who asks for a merge gets it whatever the project's setting is. */
export function inTrainMode(state: State): State {
  const { project } = state
  if (project === null) return state
  const merge = { test: [], contentLoss: 1, ...project.policy.merge, mode: 'omnibus' } as const
  return { ...state, project: { ...project, policy: { ...project.policy, merge } } }
}

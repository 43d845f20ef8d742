import type { Event, Journaled } from '../../core/events/event.ts'
import type { WorkerId } from '../../core/model/ids.ts'
import type { AgentObservation } from '../../core/ports/agents-port.ts'
import type { State } from '../../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../../core/state/types/worker-state.ts'
import type { Hands } from '../hands.ts'

/** The things that every sensor gets from czar. `observe` writes events to the journal before it returns, and may be called at any time. */
export interface SensorContext {
  readonly hands: Hands
  readonly state: () => State
  readonly observe: (...events: readonly Event[]) => void
}

/**
 * Watches one source of facts and records changes as events. It decides nothing. If one of these functions fails, the error is logged and
 * the other sensors go on.
 */
export interface Sensor {
  /** Resolves when czar may write its first event. The wait must have a time limit. */
  readonly prepared?: Promise<void>
  /** Called once before the policy is first asked. If it returns a promise, the policy waits for the promise. */
  readonly begin?: () => void | Promise<void>
  /** Called after each round of the loop with the events of that round. */
  readonly onEvents?: (events: readonly Journaled[]) => void
  /** Called when the pane of a running agent shows new output. */
  readonly onOutput?: (worker: WorkerState, agent: AgentState) => void
  /** Returns a function that gets the program's own signals during one start of an agent. */
  readonly listen?: (worker: WorkerId, incarnation: number) => (observation: AgentObservation) => void
  readonly close?: () => void | Promise<void>
}

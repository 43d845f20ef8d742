import type { Event, Journaled } from '../../core/events/event.ts'
import type { WorkerId } from '../../core/model/ids.ts'
import type { AgentObservation } from '../../core/ports/agents-port.ts'
import type { State } from '../../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../../core/state/types/worker-state.ts'
import type { Hands } from '../hands.ts'

/** What every sensor gets. `observe` journals events before it returns, and may be called at any time. */
export interface SensorContext {
  readonly hands: Hands
  readonly state: () => State
  readonly observe: (...events: readonly Event[]) => void
}

/**
 * Watches one source of facts and records changes as events. It decides nothing. A failure of one of these functions is logged and affects
 * no other sensor.
 */
export interface Sensor {
  /** Resolves when the czar may make its first record: now, or after a bounded wait. */
  readonly prepared?: Promise<void>
  /** Called once, before the policy is first asked. A promise makes the policy wait. */
  readonly begin?: () => void | Promise<void>
  /** Called after each round of the loop with its events. */
  readonly onEvents?: (events: readonly Journaled[]) => void
  /** Called when a running agent's pane shows new output. */
  readonly onOutput?: (worker: WorkerState, agent: AgentState) => void
  /** Returns the listener for the program's own signals, for one start of an agent. */
  readonly listen?: (worker: WorkerId, incarnation: number) => (observation: AgentObservation) => void
  readonly close?: () => void | Promise<void>
}

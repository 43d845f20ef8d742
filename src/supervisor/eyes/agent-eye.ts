import type { AgentObservation } from '../../core/model/agents-port.ts'
import type { Event } from '../../core/model/event.ts'
import type { WorkerId } from '../../core/model/ids.ts'
import type { State } from '../../core/model/state.ts'

export interface AgentEye {
  /** The listener for one incarnation's own signals. */
  readonly listen: (worker: WorkerId, incarnation: number) => (observation: AgentObservation) => void
  /** To be called with what was journalled: signals that came before their agent did are let through then. */
  readonly onEvents: (events: readonly Event[]) => void
}

/**
 * Turns an agent's own signals into events. A program may be ready before its start is on record: what it says is
 * held back so long, never lost. After a restart of the czar old signals come again: only news becomes an event.
 */
export function createAgentEye(state: () => State, observe: (...events: readonly Event[]) => void): AgentEye {
  const early = new Map<string, Event[]>()

  function listen(worker: WorkerId, incarnation: number) {
    return (observation: AgentObservation): void => {
      const event = eventOf(worker, incarnation, observation)
      if (event === null) return
      if (state().workers[worker]?.agent?.incarnation === incarnation) {
        if (isNews(state(), worker, event)) observe(event)
        return
      }
      const key = `${worker}:${incarnation}`
      early.set(key, [...(early.get(key) ?? []), event])
    }
  }

  function onEvents(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind !== 'agent.started') continue
      const key = `${event.worker}:${event.incarnation}`
      const waiting = early.get(key) ?? []
      early.delete(key)
      observe(...waiting)
    }
  }

  return { listen, onEvents }
}

function eventOf(worker: WorkerId, incarnation: number, observation: AgentObservation): Event | null {
  switch (observation.kind) {
    case 'ready':
      return { ...observation, kind: 'agent.ready', worker, incarnation }
    case 'turn':
      return { ...observation, kind: 'agent.turn', worker, incarnation }
    case 'session':
      return { kind: 'agent.session', worker, incarnation, agentSession: observation.agentSession }
    case 'receipt':
      // Receipts are for the delivery, and for whoever looks for a person's answer.
      return null
  }
}

function isNews(state: State, id: WorkerId, event: Event): boolean {
  const worker = state.workers[id]
  const agent = worker?.agent ?? null
  if (agent === null) return false
  if (event.kind === 'agent.ready') return agent.readyAt === null
  if (event.kind === 'agent.session') return worker?.agentSession !== event.agentSession
  if (event.kind === 'agent.turn')
    return agent.turn !== event.turn || agent.turnStrength !== event.strength || agent.waitingText !== event.text
  return true
}

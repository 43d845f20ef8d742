import type { Event } from '../../core/events/event.ts'
import type { WorkerId } from '../../core/model/ids.ts'
import { own } from '../../core/model/own.ts'
import { countTokens, sessionKey, type WorkerUsage } from '../../core/model/usage.ts'
import { readReset } from '../../core/policy/limits/read-reset.ts'
import type { AgentObservation } from '../../core/ports/agents-port.ts'
import { wantsLogin } from '../../core/state/facts/wants-login.ts'
import type { State } from '../../core/state/types/state.ts'
import type { Sensor, SensorContext } from './sensor.ts'

/**
 * Turns the signals of an agent program into events. A program may signal that it is ready before the journal has its start, so signals
 * wait until the journal has it. After a restart of czar, old signals come again, so only signals that say something new become events. If
 * `isWithheld` returns true for an event, another sensor records the event once its own source confirms it.
 */
export function createAgentSensor({ hands: { clock }, state, observe }: SensorContext, isWithheld: (event: Event) => boolean) {
  const early = new Map<string, Event[]>()

  function listen(worker: WorkerId, incarnation: number) {
    return (observation: AgentObservation): void => {
      const event = eventOf(observation, { worker, incarnation, account: state().workers[worker]?.config.account ?? '', zone: clock.zone })
      if (event === null) return
      if (state().workers[worker]?.agent?.incarnation === incarnation) {
        if (isNews(state(), worker, event)) tell(event)
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
      tell(...waiting)
    }
  }

  function tell(...events: readonly Event[]): void {
    observe(...events.filter(event => !isWithheld(event)))
  }

  return { listen, onEvents } satisfies Sensor
}

interface Speaker {
  readonly worker: WorkerId
  readonly incarnation: number
  readonly account: string
  readonly zone: () => string
}

function eventOf(observation: AgentObservation, { worker, incarnation, account, zone }: Speaker): Event | null {
  switch (observation.kind) {
    case 'ready':
      return { ...observation, kind: 'agent.ready', worker, incarnation }
    case 'turn':
      return { ...observation, kind: 'agent.turn', worker, incarnation }
    case 'session':
      return { kind: 'agent.session', worker, incarnation, agentSession: observation.agentSession }
    case 'compacted':
      return { ...observation, kind: 'agent.compacted', worker, incarnation }
    case 'logged_out':
      return { ...observation, kind: 'agent.logged_out', worker, incarnation }
    case 'logged_in':
      return { ...observation, kind: 'agent.logged_in', worker, incarnation }
    case 'usage':
      return { ...observation, kind: 'agent.usage', worker, incarnation }
    case 'limit': {
      const resetAt = observation.resetAt ?? readReset(observation.text, { now: observation.said, zone: zone() })
      return { ...observation, kind: 'agent.limited', worker, incarnation, account, resetAt }
    }
    case 'receipt':
      // A receipt is not an event: the delivery of the text and the answer sensor get receipts directly.
      return null
  }
}

function isNews(state: State, id: WorkerId, event: Event): boolean {
  const worker = state.workers[id]
  const agent = worker?.agent ?? null
  if (agent === null) return false
  if (event.kind === 'agent.ready') return agent.readyAt === null
  if (event.kind === 'agent.session') return worker?.agentSession !== event.agentSession
  if (event.kind === 'agent.compacted') return event.said > (agent.forgotAt ?? 0)
  if (event.kind === 'agent.logged_out') return event.said > (agent.login?.said ?? 0)
  if (event.kind === 'agent.logged_in') return wantsLogin(agent) && event.said > (agent.login?.said ?? 0)
  if (event.kind === 'agent.limited') return event.said > (worker?.limitTold?.said ?? 0)
  if (event.kind === 'agent.usage') return isMore(worker?.usage ?? null, event)
  if (event.kind === 'agent.turn')
    return agent.turn !== event.turn || agent.turnStrength !== event.strength || agent.waitingText !== event.text
  return true
}

/**
 * Whether the reading has more tokens than the known one of the same session. If a transcript is read again from its beginning, its first
 * readings are lower and out of date.
 */
function isMore(known: WorkerUsage | null, event: Extract<Event, { kind: 'agent.usage' }>): boolean {
  const before = own(known?.sessions ?? {}, sessionKey(event))
  return before === undefined || countTokens(event.tokens) > countTokens(before.tokens)
}

import { deliveryOfEffect } from '../../events/effect-id.ts'
import type { Event } from '../../events/event.ts'
import type { EffectId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { Handlers } from '../fold.ts'
import type { State } from '../types/state.ts'
import { endCheck } from './proof/fold-check.ts'

type EffectEvents = Extract<Event, { kind: `effect.${string}` }>

export const foldEffect: Handlers<EffectEvents> = {
  'effect.intended': (state, event, at) => {
    const { effect, action, worker } = event
    return { ...state, effects: { ...state.effects, [effect]: { id: effect, action, worker, at } } }
  },
  'effect.done': (state, event) => {
    const closed = closeEffect(state, event.effect)
    if (own(state.failures, event.effect) === undefined) return closed
    const { [event.effect]: _settled, ...failures } = state.failures
    return { ...closed, failures }
  },
  'effect.failed': (state, event, at) => {
    const before = own(state.failures, event.effect)
    const tries = event.unanswered
      ? { count: before?.count ?? 0, unanswered: (before?.unanswered ?? 0) + 1 }
      : { count: (before?.count ?? 0) + 1 }
    const worker = own(state.effects, event.effect)?.worker ?? null
    const failures = { ...state.failures, [event.effect]: { worker, ...tries, at, reason: event.reason } }
    return { ...lookFirst(closeEffect(state, event.effect), event.effect), failures }
  },
}

/**
 * After a failed delivery, as after a crash, it is unknown whether the text arrived. So czar looks for the text on the screen before it
 * tries again.
 */
function lookFirst(state: State, effect: EffectId): State {
  const delivery = deliveryOfEffect(effect)
  if (delivery === null) return state
  const messages = state.messages.map(message =>
    message.id === delivery.message ? { ...message, interruptedIn: delivery.incarnation } : message,
  )
  return { ...state, messages }
}

function closeEffect(state: State, effect: EffectId): State {
  const { [effect]: _closed, ...effects } = state.effects
  return { ...endCheck(state, effect), effects }
}

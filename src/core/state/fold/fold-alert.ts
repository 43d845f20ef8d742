import { byEffect, isAlertOf } from '../../events/effect-id.ts'
import type { AlertEvent, AlertMatter } from '../../model/alert.ts'
import { own } from '../../model/own.ts'
import type { Handlers } from '../fold.ts'
import type { State } from '../types/state.ts'

export const foldAlert: Handlers<AlertEvent> = {
  'alert.sent': told,
  'alert.unheard': told,
}

function told(state: State, event: AlertEvent): State {
  const marked = event.matters.reduce((next, matter) => markTold(next, matter, event.alert), state)
  // The channel works again, so earlier failures no longer count.
  const failures = byEffect(state.failures).filter(([effect]) => !isAlertOf(effect, event.alert))
  return { ...marked, failures: Object.fromEntries(failures) }
}

/** Marks an item as reported, unless it came again after the alert was written. */
function markTold(state: State, { key, raised }: AlertMatter, alert: string): State {
  if (state.finish?.seq === raised) return { ...state, finish: { ...state.finish, told: withName(state.finish.told, alert) } }
  const item = own(state.attention, key)
  if (item === undefined || item.raised.seq !== raised) return state
  return { ...state, attention: { ...state.attention, [key]: { ...item, told: withName(item.told, alert) } } }
}

function withName(names: readonly string[], name: string): readonly string[] {
  return names.includes(name) ? names : [...names, name]
}

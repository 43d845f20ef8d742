import type { Action } from '../../core/events/decision.ts'
import type { Event } from '../../core/events/event.ts'
import type { EffectId } from '../../core/model/ids.ts'
import { composeAlert } from '../../core/policy/attention/compose-alert.ts'
import type { State } from '../../core/state/types/state.ts'
import type { Hands } from '../hands.ts'

export interface AlertSending {
  readonly state: State
  readonly action: Extract<Action, { do: 'alert' }>
  readonly effect: EffectId
  /** Aborted when this czar exits. When czar starts again, it sends the alert. */
  readonly signal: AbortSignal
}

/**
 * Alerts people through one channel (for example a webhook). Reasons for an alert that have ceased meanwhile are left out, and count as
 * reported.
 */
export async function sendAlert(hands: Pick<Hands, 'alerts'>, { state, action, effect, signal }: AlertSending): Promise<readonly Event[]> {
  const { alert, matters } = action
  const words = composeAlert(state, `${state.project?.name}:${effect}`, matters)
  const how = words === null ? 'settled meanwhile' : await hands.alerts.send(alert, words, signal)
  if (how === null) return [{ kind: 'alert.unheard', alert, matters, how: 'no person has the dashboard or a terminal of the fleet open' }]
  return [{ kind: 'alert.sent', alert, matters, how }]
}

import type { Journaled } from '../../core/events/event.ts'
import type { Model } from './model.ts'

/** The number of open items flashes for this time after an alert. */
export const FLASHES_MS = 10_000

/** Whether the czar has alerted terminals. Dashboards ring only then, because other alert channels have their own sound. */
export function isTerminalAlert(event: Journaled): boolean {
  return event.kind === 'alert.sent' && /^(?:bell|tmux)\b/.test(event.alert)
}

/** Whether the number of open items flashes now. */
export function isFlashing({ alertedAt }: Pick<Model, 'alertedAt'>, now: number): boolean {
  return alertedAt !== null && now < alertedAt + FLASHES_MS
}

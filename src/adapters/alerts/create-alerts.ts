import type { Alert, AlertsPort } from '../../core/model/alert.ts'
import { ToolError } from '../../core/model/errors.ts'

/** Sends an alert one way, in bounded time. Returns the receiver; null: there is none. */
export type SendAlert = (alert: Alert, signal: AbortSignal) => Promise<string | null>

const NEVER = new AbortController().signal

/** The alerts port, with the channels of a project file by name. */
export function createAlerts(ways: Readonly<Record<string, SendAlert>>): AlertsPort {
  return {
    async send(name, alert, signal = NEVER) {
      const way = Object.hasOwn(ways, name) ? ways[name] : undefined
      if (way === undefined)
        throw new ToolError(`there is no alert ${name}`, { command: [name], reason: 'missing', hint: 'czar launch FILE' })
      return way(alert, signal)
    },
  }
}

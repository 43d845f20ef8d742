import type { Alert, AlertsPort } from '../../core/model/alert.ts'
import { ToolError } from '../../core/model/errors.ts'

/** Sends an alert in one way. It takes only a limited time. Returns who got the alert. null: no person can get it. */
export type SendAlert = (alert: Alert, signal: AbortSignal) => Promise<string | null>

const NEVER = new AbortController().signal

/** Creates the port for alerts, with each channel of the project file by its name. */
export function createAlerts(ways: Readonly<Record<string, SendAlert>>): AlertsPort {
  return {
    async send(name, alert, signal = NEVER) {
      const way = Object.hasOwn(ways, name) ? ways[name] : undefined
      if (way === undefined)
        throw new ToolError(`the project file has no alert ${name}`, { command: [name], reason: 'missing', hint: 'czar launch FILE' })
      return way(alert, signal)
    },
  }
}

import type { AlertConfig, QuietHours } from '../../core/model/alert.ts'
import type { AlertInput } from '../schema/alert-schema.ts'
import type { PolicyInput } from '../schema/policy-schema.ts'

/** The policy's part of each way; addresses and programs are left out, because the project is journalled. */
export function buildAlertConfigs(alerts: readonly AlertInput[]): readonly AlertConfig[] {
  return alerts.map(({ via, on, after }, index) => ({ name: alertName(alerts, index), via, on, afterMs: after }))
}

/** `webhook`, `webhook-2`: the name of a way in the journal, stable across restarts. */
export function alertName(alerts: readonly AlertInput[], index: number): string {
  const via = alerts[index]?.via ?? ''
  const before = alerts.slice(0, index).filter(alert => alert.via === via).length
  return before === 0 ? via : `${via}-${before + 1}`
}

/** `zone`: the default when the file names none. */
export function buildQuietHours(quiet: PolicyInput['quiet_hours'], zone: () => string): QuietHours | null {
  return quiet === undefined ? null : { fromMinute: quiet.from, toMinute: quiet.to, zone: quiet.zone ?? zone() }
}

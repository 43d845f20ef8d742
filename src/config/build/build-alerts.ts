import type { AlertConfig, QuietHours } from '../../core/model/alert.ts'
import type { AlertInput } from '../schema/alert-schema.ts'
import type { PolicyInput } from '../schema/policy-schema.ts'

/**
 * The part of each alert channel that is stored in the journal with the project. Addresses and programs are left out, because they may hold
 * secrets.
 */
export function buildAlertConfigs(alerts: readonly AlertInput[]): readonly AlertConfig[] {
  return alerts.map(({ via, on, after }, index) => ({ name: alertName(alerts, index), via, on, afterMs: after }))
}

/** The channel's name in the journal, such as `webhook` or `webhook-2`. It stays the same when a czar starts again. */
export function alertName(alerts: readonly AlertInput[], index: number): string {
  const via = alerts[index]?.via ?? ''
  const before = alerts.slice(0, index).filter(alert => alert.via === via).length
  return before === 0 ? via : `${via}-${before + 1}`
}

/** Builds the quiet hours. `zone` gives the time zone if the file names none. */
export function buildQuietHours(quiet: PolicyInput['quiet_hours'], zone: () => string): QuietHours | null {
  return quiet === undefined ? null : { fromMinute: quiet.from, toMinute: quiet.to, zone: quiet.zone ?? zone() }
}

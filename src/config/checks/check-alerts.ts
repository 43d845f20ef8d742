import type { Draft } from '../draft.ts'
import { type Path, type Problem, quote } from '../problem.ts'
import type { AlertInput } from '../schema/alert-schema.ts'

/** Checks that each alert channel has the keys of its kind, and no key of another kind. */
export function checkAlerts({ outline }: Draft): readonly Problem[] {
  if (outline === null) return []
  const quiet = outline.policy.quiet_hours
  const isEmptyPeriod = quiet !== undefined && quiet.from === quiet.to
  return [
    ...outline.alerts.flatMap((alert, index) => [...foreignKeys(alert, ['alerts', index]), ...missingKeys(alert, ['alerts', index])]),
    ...(isEmptyPeriod
      ? [{ path: ['policy', 'quiet_hours', 'to'], message: 'is the same time as from; leave quiet_hours out to have none' }]
      : []),
  ]
}

/** The kind of channel to which each of these keys belongs. */
const VIA_OF_KEY = {
  command: 'command',
  url: 'webhook',
  url_env: 'webhook',
  token_env: 'webhook',
  shape: 'webhook',
  page: 'webhook',
  text: 'webhook',
} as const satisfies Partial<Record<keyof AlertInput, AlertInput['via']>>

function foreignKeys(alert: AlertInput, path: Path): readonly Problem[] {
  return Object.entries(VIA_OF_KEY).flatMap(([key, via]) => {
    if (alert[key as keyof typeof VIA_OF_KEY] === undefined || alert.via === via) return []
    return [{ path: [...path, key], at: 'key', message: `${quote(key)} applies only to via: ${via}, not to via: ${alert.via}` } as const]
  })
}

function missingKeys({ via, command, url, url_env: urlEnv }: AlertInput, path: Path): readonly Problem[] {
  const viaPath = [...path, 'via']
  if (via === 'command' && command === undefined)
    return [{ path: viaPath, message: 'command needs the program to run: command: [./tools/page-me]' }]
  if (via !== 'webhook') return []
  if (url === undefined && urlEnv === undefined)
    return [{ path: viaPath, message: 'webhook needs an address: url, or url_env with the name of the variable that holds it' }]
  if (url === undefined || urlEnv === undefined) return []
  return [{ path: [...path, 'url_env'], at: 'key', message: 'url gives the address already; keep one of the two' }]
}

import type { AccountState, LimitKind } from '../../model/limit.ts'
import { backoffMs } from '../engine/backoff.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000

/** How long czar waits before it tries again, if it is unknown when the limit ends (ms). */
const WAITS = {
  rate: { min: MINUTE_MS, max: 30 * MINUTE_MS },
  quota: { min: 15 * MINUTE_MS, max: 120 * MINUTE_MS },
  overload: { min: 20 * SECOND_MS, max: 5 * MINUTE_MS },
} satisfies Record<LimitKind, { min: number; max: number }>

/** Several czars may share an account, so each adds a delay of its own to the wait. It is at most a tenth of the wait. */
const JITTER_MS = 10_000

/** Returns when a worker may try again whether the account's limit is over, in ms since the epoch. */
export function probeTime(account: AccountState, project: string): number {
  const { metAt, resetAt, strength, probes, limit } = account
  const waited = metAt + backoffMs(probes + 1, WAITS[limit])
  if (resetAt === null || resetAt <= metAt) return waited
  const told = resetAt + (hashOf(`${project}/${account.name}`) % Math.ceil(Math.min(JITTER_MS, (resetAt - metAt) / 10)))
  // A time that was only read from a screen may mean something else, so it can make the wait shorter but not longer.
  return strength === 'exact' ? told : Math.min(told, waited)
}

function hashOf(name: string): number {
  return [...name].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003, 7)
}

import type { Journaled } from '../../../src/core/events/event.ts'
import type { LogLine } from '../../terminal/log.ts'
import { restsOf } from './account.ts'
import type { Evidence } from './evidence.ts'
import { flat, seconds } from './words.ts'

const TOLD_WITHIN_MS = 5_000

/**
 * Checks that czar told a person about a question on an unchanging screen. Czar must do so soon, quote the question, and keep the item open
 * as long as the program asks.
 */
export function judgeTelling(
  account: readonly LogLine[],
  { events, until }: Evidence,
): { faults: readonly string[]; slowestMs: number | null } {
  const faults: string[] = []
  let slowestMs: number | null = null
  for (const rest of restsOf(account)) {
    const end = rest.until ?? until
    if (end - rest.at < TOLD_WITHIN_MS) continue
    const told = events.find(
      event =>
        event.kind === 'attention.raised' && event.at >= rest.at - 500 && rest.words.every(word => flat(event.text).includes(flat(word))),
    )
    const earlier = events.find(
      event => event.kind === 'attention.raised' && rest.words.every(word => flat(event.text).includes(flat(word))),
    )
    if (told === undefined && earlier !== undefined) continue
    if (told === undefined) faults.push(`nobody is told "${rest.words.join(' … ')}" in ${seconds(end - rest.at)}`)
    else {
      slowestMs = Math.max(slowestMs ?? 0, told.at - rest.at)
      if (told.at - rest.at > TOLD_WITHIN_MS) faults.push(`told only after ${seconds(told.at - rest.at)}`)
      if (isTakenBack(told, events, end)) faults.push(`"${rest.words.join(' … ')}" is taken back while it still asks`)
    }
  }
  return { faults, slowestMs }
}

/** Whether czar closed the item and did not raise it again, although the question was still on the screen. */
function isTakenBack(told: Journaled, events: readonly Journaled[], end: number): boolean {
  if (told.kind !== 'attention.raised') return false
  const last = events.findLast(event => 'key' in event && event.key === told.key && event.at < end - 2_000)
  return last?.kind === 'attention.settled'
}

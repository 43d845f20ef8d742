import type { Journaled } from '../../../src/core/events/event.ts'
import type { LogLine } from '../../terminal/log.ts'
import { isWhole } from './compare-texts.ts'
import type { Evidence } from './evidence.ts'
import { flat } from './words.ts'

/** The words by which the journal says that czar sent a text but did not see the end of the text on the screen. */
const RESERVED = /never seen|not seen|unseen|cut off|not whole|in part|partly|"whole":false/i

export interface Delivery {
  readonly faults: readonly string[]
  readonly words: string
  readonly wholeAt: number | null
}

/**
 * Checks two rules. If the program did not get a text whole, the journal must not say that the program took it. No text may arrive twice.
 */
export function judgeDelivery(account: readonly LogLine[], { events, texts }: Evidence): Delivery {
  const taken = account.flatMap(line => (line.kind === 'took' ? [line.text] : []))
  const faults: string[] = []
  let wholeAt: number | null = null
  let words = events.some(({ kind }) => kind === 'message.pasted') ? 'pasted' : ''
  for (const event of events) {
    if (event.kind === 'message.undelivered') words = 'undelivered'
    if (event.kind !== 'message.submitted') continue
    const pasted = events.findLast(each => each.kind === 'message.pasted' && each.message === event.message && each.seq < event.seq)
    const text = pasted?.kind === 'message.pasted' ? texts.get(pasted.sha256) : undefined
    const isReserved = RESERVED.test(JSON.stringify(event))
    if (text === undefined) faults.push(`submitted ${event.message}, of which no text is kept`)
    else if (isWhole(taken, text)) wholeAt ??= event.at
    else if (!isReserved)
      faults.push(
        `false "submitted" (${event.receipt}) of ${event.message}: ${taken.length} texts taken, of ${taken.map(each => each.length).join(', ')} characters`,
      )
    words = isReserved ? 'submitted, with a reservation' : 'submitted'
    if (text !== undefined && taken.filter(each => isWhole([each], text)).length > incarnations(events))
      faults.push(`${event.message} was taken twice`)
  }
  return { faults, words, wholeAt }
}

/** Texts that czar sends by accident. Czar types keys to answer a dialog, but the dialog is gone, so the keys become a text. */
export function strayTexts(account: readonly LogLine[], { texts }: Evidence): readonly string[] {
  const known = [...texts.values()].map(flat)
  const stray = account.find(line => line.kind === 'took' && !known.some(text => text.includes(flat(line.text).trim())))
  return stray?.kind === 'took' ? [`took a text that is none of Czar's: ${JSON.stringify(stray.text.slice(0, 40))}`] : []
}

function incarnations(events: readonly Journaled[]): number {
  return events.filter(({ kind }) => kind === 'agent.started').length
}

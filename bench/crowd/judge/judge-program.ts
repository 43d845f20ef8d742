import type { Journaled } from '../../../src/core/model/event.ts'
import type { Named } from '../load-programs.ts'
import type { LogLine } from '../stage/log.ts'
import { restsOf } from './account.ts'
import { isWhole } from './compare-texts.ts'
import { strayKeys } from './stray-keys.ts'

export const TOLD_WITHIN_MS = 5_000
export const DELIVERED_WITHIN_MS = 30_000
const REFUSED_WITHIN_MS = 15_000
/** Words by which the journal may say that a text was sent and its end not seen. */
const RESERVED = /never seen|not seen|unseen|cut off|not whole|in part|partly|"whole":false/i

export interface Evidence {
  readonly account: readonly LogLine[]
  /** Of this worker alone. */
  readonly events: readonly Journaled[]
  readonly texts: ReadonlyMap<string, string>
  /** Ends the account: what came later came from the end of the fleet. */
  readonly until: number
}

export interface Finding {
  readonly faults: readonly string[]
  readonly keys: number
  readonly delivered: string
  readonly said: string
  /** The longest time that a resting screen waited to be told; null: none was to be told, or one never was. */
  readonly toldAfterMs: number | null
}

/** Holds what the program saw against what the journal says. */
export function judgeProgram({ program }: Named, evidence: Evidence): Finding {
  const { expects } = program
  const account = evidence.account.filter(line => line.at <= evidence.until)
  const stray = strayKeys(account, expects.keysAt ?? ['prompt'])
  const delivery = judgeDelivery(account, evidence)
  const told = judgeTelling(account, evidence)
  const faults = [
    ...(stray.length > 0 ? [`${stray.length} keys at ${stray[0]?.shows}: ${JSON.stringify(stray[0]?.text.slice(0, 40))}`] : []),
    ...delivery.faults,
    ...briefFaults(expects, { account, evidence, delivery }),
    ...told.faults,
    ...(expects.brief === 'whole' ? strayTexts(account, evidence) : []),
  ]
  const said = evidence.events.flatMap(event => (event.kind === 'attention.raised' ? [event.text] : []))
  return { faults, keys: stray.length, delivered: delivery.words, said: said[0] ?? '', toldAfterMs: told.slowestMs }
}

interface Delivery {
  readonly faults: readonly string[]
  readonly words: string
  readonly wholeAt: number | null
}

/** No text is said to be submitted that the program did not get whole, nor is it there twice. */
function judgeDelivery(account: readonly LogLine[], { events, texts }: Evidence): Delivery {
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

/** Keys that answer a dialog are a text of their own, where no dialog is. */
function strayTexts(account: readonly LogLine[], { texts }: Evidence): readonly string[] {
  const known = [...texts.values()].map(flat)
  const stray = account.find(line => line.kind === 'took' && !known.some(text => text.includes(flat(line.text).trim())))
  return stray?.kind === 'took' ? [`took a text that is none of Czar's: ${JSON.stringify(stray.text.slice(0, 40))}`] : []
}

function incarnations(events: readonly Journaled[]): number {
  return events.filter(({ kind }) => kind === 'agent.started').length
}

function briefFaults(
  expects: Named['program']['expects'],
  { account, evidence, delivery }: { account: readonly LogLine[]; evidence: Evidence; delivery: Delivery },
): readonly string[] {
  const promptAt = account.find(line => line.kind === 'shows' && line.shows === 'prompt')?.at
  if (expects.brief === 'whole') {
    if (promptAt === undefined) return ['it never came to its prompt']
    if (delivery.wholeAt === null) return [`not delivered: ${lastWord(evidence.events)}`]
    const waited = delivery.wholeAt - promptAt
    return waited > (expects.withinMs ?? DELIVERED_WITHIN_MS) ? [`delivered only after ${seconds(waited)}`] : []
  }
  const isPasted = evidence.events.some(({ kind }) => kind === 'message.pasted')
  if ((expects.brief === 'cut' || expects.brief === 'lost') && !isPasted) return [`nothing was pasted: ${lastWord(evidence.events)}`]
  if (expects.brief === 'none' || expects.brief === 'lost') {
    return evidence.events.some(({ kind }) => kind === 'message.submitted') ? ['something was said to be submitted'] : []
  }
  if (expects.brief === 'cut' || expects.brief === 'refused') return [...explains(expects, { promptAt, evidence, delivery })]
  return []
}

/**
 * The true reason, soon: of a text that was cut in the journal, of a program that can be given none to a person, with the next step,
 * and without a fresh agent that would be no better.
 */
function explains(
  expects: Named['program']['expects'],
  { promptAt, evidence, delivery }: { promptAt: number | undefined; evidence: Evidence; delivery: Delivery },
): readonly string[] {
  const isRefused = expects.brief === 'refused'
  if ((isRefused && delivery.wholeAt !== null) || expects.because === undefined) return []
  const words = expects.because
  const reason = evidence.events.find(
    event =>
      (event.kind === 'attention.raised' || (!isRefused && (event.kind === 'message.undelivered' || event.kind === 'message.submitted'))) &&
      words.test(JSON.stringify(event)),
  )
  const restart = evidence.events.find(
    event => event.kind === 'agent.ended' && (event.reason === 'not_ready' || event.reason === 'undelivered'),
  )
  const ended = isRefused && restart !== undefined ? ['a fresh agent is started, which is no better'] : []
  if (reason === undefined) return [`nobody is told the reason (${words.source}): ${lastWord(evidence.events)}`, ...ended]
  const waited = reason.at - (promptAt ?? reason.at)
  const isLate = waited > (expects.withinMs ?? REFUSED_WITHIN_MS)
  const hasNext = reason.kind !== 'attention.raised' || reason.hint !== null
  return [...(isLate ? [`the reason came only after ${seconds(waited)}`] : []), ...(hasNext ? [] : ['no next step is named']), ...ended]
}

function judgeTelling(account: readonly LogLine[], { events, until }: Evidence): { faults: readonly string[]; slowestMs: number | null } {
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
    }
  }
  return { faults, slowestMs }
}

/** The last that the journal has of the delivery, for the reader of the table. */
function lastWord(events: readonly Journaled[]): string {
  const last = events.findLast(
    ({ kind }) =>
      kind === 'message.undelivered' ||
      kind === 'message.held' ||
      kind === 'attention.raised' ||
      kind === 'agent.ended' ||
      kind === 'message.submitted',
  )
  if (last === undefined) return events.some(({ kind }) => kind === 'agent.ready') ? 'ready, nothing pasted' : 'not ready'
  if (last.kind === 'attention.raised') return last.text.replaceAll('\n', ' ').slice(0, 160)
  if (last.kind === 'message.undelivered') return last.reason.slice(0, 160)
  return last.kind === 'message.held' ? `held: ${last.by}` : `${last.kind}${last.kind === 'agent.ended' ? ` (${last.reason})` : ''}`
}

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ').toLowerCase()
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

import type { LogLine } from '../../terminal/log.ts'
import type { Expectations } from '../program.ts'
import type { Evidence } from './evidence.ts'
import type { Delivery } from './judge-delivery.ts'
import { lastWord, seconds } from './words.ts'

export const DELIVERED_WITHIN_MS = 30_000
const REFUSED_WITHIN_MS = 15_000

/** Lists the differences between the delivery of the task and the expected delivery. */
export function briefFaults(
  expects: Expectations,
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
    if (evidence.events.some(({ kind }) => kind === 'message.submitted')) return ['something was said to be submitted']
    return explains(expects, { promptAt, evidence, delivery })
  }
  if (expects.brief === 'cut' || expects.brief === 'refused') return explains(expects, { promptAt, evidence, delivery })
  return []
}

/**
 * Whether czar gives the true reason in time. If a text was cut, the journal must have the reason. If a program can take no text, czar must
 * tell a person the next step. Czar must then start no fresh agent, because a fresh agent would refuse the text too.
 */
function explains(
  expects: Expectations,
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
  const saysWhy = !isRefused || evidence.why === undefined || words.test(evidence.why)
  return [
    ...(saysWhy ? [] : ['`czar why` does not say it']),
    ...(isLate ? [`the reason came only after ${seconds(waited)}`] : []),
    ...(hasNext ? [] : ['no next step is named']),
    ...ended,
  ]
}

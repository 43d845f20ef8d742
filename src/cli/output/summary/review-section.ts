import type { Summary } from '../../../core/summary/summary.ts'
import { counted } from '../../../core/text/counted.ts'
import type { ReviewView } from '../../../core/views/review.ts'
import { durationText } from '../../../ui/text/moments.ts'
import { code, prose } from './markdown.ts'
import { list, section } from './section.ts'

const MOST = 30

/** Each review with its findings. It is null if there was no review. A reviewer's words appear in quotes. */
export function reviewSection({ reviews, review_usage: usage }: Summary): string | null {
  if (reviews.length === 0) return null
  const tokens = usage.tokens === null ? 'tokens not known' : `${usage.tokens.toLocaleString('en-US')} tokens`
  const money = usage.usd === null ? 'money not known' : `${usage.is_partial ? 'at least ' : ''}$${usage.usd.toFixed(2)}`
  const cost = `${counted(reviews.length, 'review')}: ${tokens}, ${money}; ${counted(usage.turns, 'turn')}, apart from the work.`
  const lines = reviews.flatMap(review => [sayReview(review), ...review.findings.map(({ text }) => prose(text, 700))])
  const rest = lines.length - MOST
  return section('Reviews', `${cost}\n\n${list([...lines.slice(0, MOST), ...(rest > 0 ? [`and ${rest} more: czar log`] : [])])}`)
}

function sayReview({ id, task, commit, round, state, reason, agent, model, findings, duration_ms: ran }: ReviewView): string {
  const who = `${code(id)} (${[agent, model].filter(part => part !== null).join(' ')}, ${durationText(ran)})`
  const found = findings.length === 0 ? 'nothing found' : counted(findings.length, 'finding')
  const what = state === 'void' ? `does not count: ${prose(reason ?? '')}` : `${STATES[state]}, ${found}`
  return `${code(task)} at ${code(commit.slice(0, 8))}, round ${round}, by ${who}: ${what}`
}

const STATES = {
  reviewing: 'still running',
  checking: 'its findings are checked',
  approved: 'reviewed',
  rejected: 'sent it back',
  void: 'does not count',
} satisfies Record<ReviewView['state'], string>

import type { StatusView } from '../../core/views/status.ts'
import { clockText, momentText } from './moments.ts'

type Estimated = Pick<StatusView, 'estimate' | 'attention'>

/** Says when the fleet is expected to be through, such as `through at 14:20 (13:50 to 15:40)`, or '' if nothing is known. */
export function estimateText({ estimate, attention }: Estimated, now: number): string {
  if (estimate === null) return ''
  const [at, from, to] = [estimate.at, estimate.from, estimate.to].map(time => minuteText(Math.max(now, Date.parse(time)), now))
  const condition = attention.length === 0 ? '' : ', once what needs you is settled'
  return `through at ${at} (${from} to ${to})${condition}`
}

/** The time of day, and also the date if it is another day. */
function minuteText(at: number, now: number): string {
  const day = momentText(at).slice(0, 10)
  const clock = clockText(at).slice(0, 5)
  return day === momentText(now).slice(0, 10) ? clock : `${day} ${clock}`
}

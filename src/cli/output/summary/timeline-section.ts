import { weightiest } from '../../../core/summary/matters.ts'
import type { Matter, Summary } from '../../../core/summary/summary.ts'
import { clockText, momentText } from '../../../ui/text/moments.ts'
import { counted } from '../counted.ts'
import { code, prose } from './markdown.ts'
import { list, section } from './section.ts'

const SHOWN = 40

/** The most important of what happened, in its order. */
export function timelineSection({ timeline, timeline_left_out: leftOut, from_at: from, to_at: to, project }: Summary): string {
  const shown = weightiest(timeline, SHOWN)
  const isOneDay = momentText(from).slice(0, 10) === momentText(to).slice(0, 10)
  const time = isOneDay ? clockText : momentText
  const more = leftOut + timeline.length - shown.length
  const rest = more === 0 ? '' : `\n${counted(more, 'lesser matter')} more: ${code(`czar summary --json -p ${project}`)}\n`
  return section('What happened', `${list(shown.map(matter => sayMatter(matter, time)))}${rest}`)
}

function sayMatter({ at, worker, text }: Matter, time: (at: number) => string): string {
  return `${time(at)} ${worker === null ? '' : `${code(worker)}: `}${prose(text, 200)}`
}

import { weightiest } from '../../../core/summary/matters.ts'
import type { Summary, SummaryMatter } from '../../../core/summary/summary.ts'
import { counted } from '../../../core/text/counted.ts'
import { clockText, momentText } from '../../../ui/text/moments.ts'
import { code, prose } from './markdown.ts'
import { list, section } from './section.ts'

const SHOWN = 40

/** The most important events in order, under a heading for each day. */
export function timelineSection({ timeline, timeline_left_out: leftOut, project }: Summary): string {
  const shown = weightiest(timeline, SHOWN)
  const days = Map.groupBy(shown, ({ at }) => momentText(at).slice(0, 10))
  const lists = [...days].map(([day, matters]) => `${days.size > 1 ? `${day}\n\n` : ''}${list(matters.map(sayMatter))}`)
  const more = leftOut + timeline.length - shown.length
  const rest = more === 0 ? [] : [`${counted(more, 'less important event')}: ${code(`czar summary --json -p ${project}`)}`]
  return section('What happened', [...lists, ...rest].join('\n'))
}

function sayMatter({ at, worker, text }: SummaryMatter): string {
  return `${clockText(at)} ${worker === null ? '' : `${code(worker)}: `}${prose(text, 200)}`
}

import type { RawTask } from '../fleet-plan.ts'
import { withoutBrackets } from './directives.ts'
import { numberOf } from './words-of-plans.ts'

const LONGEST_TITLE = 100
/** Text beyond this length does not belong to a title. */
const LONGEST_LINE = 1_000
const ID_FIRST =
  /^(?:`(?<code>[a-z][a-z0-9_-]{0,30})`|\[(?<bracket>[a-z][a-z0-9_-]{0,30})\](?!\()|(?<word>[a-z][a-z0-9_-]{1,30})(?=:\s))\s*(?:[:\u2013\u2014-]+\s*|$|(?=\S))/

/** Marks before a title, such as `[P]` for work that may be done at the same time. */
const MARKS = /^(?:\[[A-Z]{1,3}\d*\]\s*)+/

/** The title of a task, with the id and the number that the plan gives it. */
export function nameOfTask(written: string): Pick<RawTask, 'title' | 'id' | 'number'> {
  const [first = ''] = written.replace(/^\[[ xX]\]\s+/, '').split('\n')
  const line = withoutBrackets(first.slice(0, LONGEST_LINE))
  // A bold beginning is the title: `**Models**: build …`. A bold number is not yet the whole title.
  const bold = /^(?:\*\*|__)(?<title>.+?)(?:\*\*|__)/.exec(line)?.groups?.['title']?.replace(/[:.]$/, '')
  const isTitle = bold !== undefined && /\p{L}{2}/u.test(numberOf(bold).rest)
  const { number, rest } = numberOf(isTitle ? bold : line.replaceAll('**', ''))
  const named = rest.replace(MARKS, '')
  const found = ID_FIRST.exec(named)
  const id = found?.groups?.['code'] ?? found?.groups?.['bracket'] ?? found?.groups?.['word'] ?? null
  const said = found === null ? named : named.slice(found[0].length)
  const inner = /^(?:\*\*|__)(?<title>.+?)(?:\*\*|__)/.exec(said)?.groups?.['title']
  const text = (inner ?? said)
    .replace(/[*`]+|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)/g, '')
    .replace(/[:.\s]+$/, '')
    .trim()
  return { title: shorten(text === '' ? (id ?? '') : text), id, number }
}

function shorten(text: string): string {
  if (text.length <= LONGEST_TITLE) return text
  const sentence = /^.{20,}?[.;:](?=\s)/.exec(text)?.[0].slice(0, -1)
  return sentence !== undefined && sentence.length <= LONGEST_TITLE
    ? sentence
    : `${text.slice(0, LONGEST_TITLE - 1).replace(/\s+\S*$/, '')}\u2026`
}

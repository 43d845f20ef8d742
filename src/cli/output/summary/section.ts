import { durationText } from '../../../ui/text/moments.ts'

/** One part of the summary: a title, and below it a text in Markdown. */
export function section(title: string, body: string): string {
  return `## ${title}\n\n${body.trimEnd()}\n`
}

/** A list in Markdown, with one line for each item. */
export function list(items: readonly string[]): string {
  return items.map(item => `- ${item}\n`).join('')
}

/** A share as text, such as `5 of 6 (83 %)`. */
export function ofAll(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${part} of ${whole} (${Math.floor((100 * part) / whole)} %)`
}

/** A duration in a table. It is empty for zero, and `<1s` if it is below a second. */
export function span(ms: number): string {
  return ms === 0 ? '' : ms < 1_000 ? '<1s' : durationText(ms)
}

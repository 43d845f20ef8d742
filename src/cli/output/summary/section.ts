import { durationText } from '../../../ui/text/moments.ts'

/** One part of the summary: its title and its Markdown. */
export function section(title: string, body: string): string {
  return `## ${title}\n\n${body.trimEnd()}\n`
}

/** A list, one line for each item. */
export function list(items: readonly string[]): string {
  return items.map(item => `- ${item}\n`).join('')
}

/** A share as text: `5 of 6 (83 %)`. */
export function ofAll(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${part} of ${whole} (${Math.floor((100 * part) / whole)} %)`
}

/** A duration in a table: empty if it is zero, `<1s` if it is below a second. */
export function span(ms: number): string {
  return ms === 0 ? '' : ms < 1_000 ? '<1s' : durationText(ms)
}

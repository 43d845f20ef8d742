import type { Report } from '../events/report.ts'
import { HANDOFF_PARTS } from './left-text.ts'

type Parts = NonNullable<Report['handoff']>
type Part = keyof Parts

/**
 * Splits the notes for the next agent into parts by their headings (such as `## Done`, `## Still to do` or `## pending`). If there are no
 * such headings, the whole text counts as the next step.
 */
export function readHandoff(text: string): Partial<Parts> {
  const found: Partial<Record<Part, string>> = {}
  let part: Part = 'next'
  for (const line of text.split(/\r?\n/)) {
    const heading = partOf(line)
    if (heading === null) found[part] = `${found[part] ?? ''}${line}\n`
    else part = heading
  }
  const filled = Object.entries(found).map(([name, words]) => [name, words.trim()] as const)
  return Object.fromEntries(filled.filter(([, words]) => words !== ''))
}

function partOf(line: string): Part | null {
  const [, title = ''] = /^#{1,6}\s+(.+?)\s*:?\s*$/.exec(line) ?? []
  const wanted = title.toLowerCase()
  const known = Object.entries(HANDOFF_PARTS).find(([part, name]) => part === wanted || name.toLowerCase() === wanted)
  return known === undefined ? null : (known[0] as Part)
}

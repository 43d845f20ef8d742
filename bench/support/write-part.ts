import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Writes a text between two marks of a page, together with the command that makes the text. Throws an error if the page has no such marks.
 */
export function writePart(page: string, { command, text }: { readonly command: string; readonly text: string }): void {
  const file = fileURLToPath(new URL(`../../${page}`, import.meta.url))
  const [beginMark, endMark] = [`<!-- Written by \`${command}\`. -->`, '<!-- End of what it wrote. -->']
  const old = readFileSync(file, 'utf8')
  const begin = old.indexOf(beginMark)
  const end = old.indexOf(endMark, begin)
  if (begin < 0 || end < 0) throw new Error(`${page} has no place for the table: ${beginMark} … ${endMark}`)
  writeFileSync(file, `${old.slice(0, begin)}${beginMark}\n${text}${old.slice(end)}`)
}

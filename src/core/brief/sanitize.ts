export interface SanitizedText {
  readonly text: string
  /** The kinds of removed characters, each with its count, for example `3 × ESC`. The list is empty if nothing was removed. */
  readonly stripped: readonly string[]
}

/**
 * The sequence that ends a paste. If the text contained one, it would end czar's paste early, and the program would read the rest as keys.
 * This was measured with Claude Code 2.1.
 */
const PASTE_MARK = /(?:\x1b\[|\x9b)20[01]~/g

/**
 * Makes a text safe to paste: every line ends with LF, and characters that would make a terminal or a prompt do something are removed. All
 * visible text stays as it is. The time grows in proportion to the length of the text.
 */
export function sanitize(text: string): SanitizedText {
  const unmarked = text.replace(PASTE_MARK, '')
  const counts = countHarmful(unmarked)
  const marks = unmarked.length === text.length ? 0 : (text.match(PASTE_MARK)?.length ?? 0)
  if (marks > 0) counts.unshift(['bracketed-paste mark', marks])
  const inert = counts.length === 0 ? unmarked : withoutControls(unmarked)
  return { text: withoutLastNewlines(inert), stripped: counts.map(([name, count]) => `${count} × ${name}`) }
}

function withoutControls(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]+/g, '')
    .toWellFormed()
}

/** Counts the harmful characters in a single pass. Calling a function for each of them took 80 ms for 1 MB of ESC characters. */
function countHarmful(text: string): [name: string, count: number][] {
  const counts: number[] = new Array(0xa0).fill(0)
  let crlf = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit >= 0xa0 || (unit >= 0x20 && unit < 0x7f) || unit === 0x0a || unit === 0x09) continue
    counts[unit] = (counts[unit] ?? 0) + 1
    if (unit === 0x0d && text.charCodeAt(at + 1) === 0x0a) crlf++
  }
  const found: [string, number][] = [
    ['CRLF (now LF)', crlf],
    ['CR (now LF)', (counts[0x0d] ?? 0) - crlf],
    ['half a character (lone surrogate)', text.isWellFormed() ? 0 : countHalves(text)],
  ]
  counts.forEach((count, unit) => {
    if (unit !== 0x0d) found.push([controlName(unit), count])
  })
  return found.filter(([, count]) => count > 0)
}

function countHalves(text: string): number {
  const whole = text.toWellFormed()
  let halves = 0
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== whole.charCodeAt(at)) halves++
  return halves
}

const NAMES: Readonly<Record<number, string>> = { 0: 'NUL', 7: 'BEL', 8: 'BS', 11: 'VT', 12: 'FF', 27: 'ESC', 127: 'DEL' }

function controlName(unit: number): string {
  return NAMES[unit] ?? `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`
}

/**
 * Removes line breaks at the end. A program without bracketed paste takes a line break at the end of a paste as Enter. The loop is written
 * by hand, because the pattern /\n+$/ takes quadratic time.
 */
function withoutLastNewlines(text: string): string {
  let end = text.length
  while (text[end - 1] === '\n') end--
  return text.slice(0, end)
}

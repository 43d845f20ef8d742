import { plainText } from '../../../core/text/plain-text.ts'

/** The longest text that is passed on. The rest can be read on the screen. */
const MOST_CHARS = 2000

/** Returns the program's words about a turn, without characters that are unsafe to log or show. Line breaks stay. */
export function turnText(text: string | null): string | null {
  return text === null ? null : plainText(text, MOST_CHARS, { lines: true })
}

import { plainText } from '../../../core/text/plain-text.ts'

/** Longest text passed on; the screen shows the rest. */
const MOST_CHARS = 2000

/** The program's words about a turn, made safe to log and draw; line breaks stay. */
export function turnText(text: string | null): string | null {
  return text === null ? null : plainText(text, MOST_CHARS, { lines: true })
}

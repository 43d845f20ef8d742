import { plainText } from '../../../core/text/plain-text.ts'

/** Longest question that is passed on; the screen has the rest. */
const MOST_CHARS = 2000

/** What a turn waits for or ended with, as the program said it, made safe to log and draw; its lines stay. */
export function turnText(text: string | null): string | null {
  return text === null ? null : plainText(text, MOST_CHARS, { lines: true })
}

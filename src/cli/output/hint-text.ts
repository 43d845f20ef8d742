import { plainText } from '../../core/model/plain-text.ts'

/** Room for two of the longest paths that Linux takes: a part of a command is none. */
const MOST_CHARS = 10_000

/** A hint made safe to print, whole: it may be wider than the terminal, whose wrapped rows are still copied as one line. */
export function hintText(hint: string): string {
  return plainText(hint, MOST_CHARS)
}

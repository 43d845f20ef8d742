const MOST_CHARS = 160

/** Words that programs begin or end an error with; `0 errors` and `no failures` are none. */
const ERROR =
  /\b(?:\w*error|\w*exception|traceback|fatal|panic|failed|failure|cannot|can't|could not|not found|denied|refused|undefined is not|timed out)\b/i
const NO_ERROR = /\b(?:0|no|zero|without(?: any)?) (?:errors?|failures?|exceptions?)\b|\bfixed\b|\bpasse[sd]\b|\bsolved\b/i

/** The last line of a text that tells of an error, shortened; null: none does. */
export function errorIn(text: string): string | null {
  const line = text.split('\n').findLast(candidate => ERROR.test(candidate) && !NO_ERROR.test(candidate))
  return line === undefined ? null : line.replace(/\s+/g, ' ').trim().slice(0, MOST_CHARS)
}

/** Are two errors the same but for times, counts, places and addresses? */
export function sameError(one: string, other: string): boolean {
  return keyOf(one) === keyOf(other)
}

function keyOf(error: string): string {
  return error
    .toLowerCase()
    .replace(/0x[0-9a-f]+|\b[0-9a-f]{7,40}\b/g, '#')
    .replace(/\d+/g, '0')
    .replace(/[^\p{L}0#]+/gu, ' ')
    .trim()
}

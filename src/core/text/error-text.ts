import { withoutNumbers } from './alike.ts'

const MOST_CHARS = 160
/** At most this much of a line is searched. A longer line is data, and searching it would be slow. */
const MOST_READ = 500

/**
 * Words with which messages about errors begin or end. Test programs write FAIL in capital letters. In small letters, `fail` is an ordinary
 * word.
 */
const ERROR =
  /\b(?:\w*errors?|\w*exceptions?|traceback|fatal|panic(?:ked)?|failed|failing|failures?|fails|cannot|can't|could not|not found|denied|refused|undefined is not|timed out|[1-9]\d* fail)\b/i
const LARGE = /\b(?:FAIL|ERR)\b|\bERR!/

/** Texts that name errors without being one: a count of zero, or something whose name has the word in it. */
const NO_ERROR = [
  /\b(?:0|no|zero|without(?: any)?) (?:\w+ )?(?:errors?|failures?|failed|failing|fails?|exceptions?)\b/gi,
  /\b(?:errors?|failures?|failed|fails?)[:=]? ?0\b/gi,
  /\b(?:\w*errors?|exceptions?|failures?)[- ](?:handling|handlers?|messages?|boundar(?:y|ies)|pages?|types?|class(?:es)?|cases?|paths?|states?|codes?|texts?|tests?|reports?|logs?)\b/gi,
  /\bfail(?:s|ed)?[- ]?(?:safe|over|fast)\b/gi,
]
const OVER = /\b(?:fixed|solved|gone|passe[sd]|passing)\b/i
const COUNTED = /\b[1-9]\d* (?:\w+ )?(?:failed|failing|failures?|fail|errors?)\b|\b(?:failed|failures?|fail|errors?)[:=]? ?[1-9]/i

/** Returns the last line of a text that reports an error, shortened, or null if there is none. */
export function errorIn(text: string): string | null {
  const line = text.split('\n').findLast(written => isError(written.slice(0, MOST_READ)))
  return line === undefined ? null : line.replace(/\s+/g, ' ').trim().slice(0, MOST_CHARS)
}

function isError(line: string): boolean {
  const said = NO_ERROR.reduce((rest, pattern) => rest.replace(pattern, ' '), line)
  if (!ERROR.test(said) && !LARGE.test(said) && !COUNTED.test(said)) return false
  // "2 failed, 10 passed" is an error, but "the TypeError is fixed" is not.
  return COUNTED.test(said) || !OVER.test(said)
}

/** Whether two errors are the same apart from times, counts, positions and addresses. */
export function sameError(one: string, other: string): boolean {
  return withoutNumbers(one) === withoutNumbers(other)
}

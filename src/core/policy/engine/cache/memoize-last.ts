/**
 * Remembers only the last answer. For another object the answer is computed again, unless `isSame` says that nothing relevant has changed.
 * It is meant for the state and its parts: each event replaces them, so older ones are not asked about again.
 */
export function memoizeLast<Source, Answer>(
  work: (source: Source) => Answer,
  isSame: (before: Source, after: Source, answer: Answer) => boolean = Object.is,
): (source: Source) => Answer {
  let last: { source: Source; readonly answer: Answer } | null = null
  return source => {
    if (last === null || !isSame(last.source, source, last.answer)) last = { source, answer: work(source) }
    last.source = source
    return last.answer
  }
}

/**
 * Caches the last answer only. It is recomputed for another object, unless `isSame` finds no difference that matters. Use it for the state
 * and its parts: the next one replaces each of them, so nobody asks for older answers again.
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

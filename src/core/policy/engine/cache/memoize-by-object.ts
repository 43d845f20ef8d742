/**
 * Caches one answer per object, for as long as the object lives. The state is immutable, so the same object has the same
 * answer. The last answer skips the map lookup, as callers mostly ask about the same object many times in a row.
 */
export function memoizeByObject<Source extends object, Answer extends object>(
  work: (source: Source) => Answer,
): (source: Source) => Answer {
  const known = new WeakMap<Source, Answer>()
  let last: { readonly source: Source; readonly answer: Answer } | null = null
  return source => {
    if (last !== null && last.source === source) return last.answer
    const before = known.get(source)
    const answer = before ?? work(source)
    if (before === undefined) known.set(source, answer)
    last = { source, answer }
    return answer
  }
}

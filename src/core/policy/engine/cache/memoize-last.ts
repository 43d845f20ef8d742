/**
 * Caches the answer for the last object only. Use it for the state, or a part of it: there is one at a time, replaced at most
 * events. Putting each into the map of `memoizeByObject` would cost more than computing most answers.
 */
export function memoizeLast<Source extends object, Answer>(work: (source: Source) => Answer): (source: Source) => Answer {
  let last: { readonly source: Source; readonly answer: Answer } | null = null
  return source => {
    if (last === null || last.source !== source) last = { source, answer: work(source) }
    return last.answer
  }
}

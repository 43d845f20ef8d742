/**
 * Works an answer out once for as long as it is asked about one object: the last answer alone is kept. For what is
 * another object after most events, of which there is one at a time: a part of the state, or the state itself. To put
 * each of those into the map of `derived` would cost more than most of the answers.
 */
export function memoizeLast<Source extends object, Answer>(work: (source: Source) => Answer): (source: Source) => Answer {
  let last: { readonly source: Source; readonly answer: Answer } | null = null
  return source => {
    if (last === null || last.source !== source) last = { source, answer: work(source) }
    return last.answer
  }
}

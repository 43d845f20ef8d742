/**
 * Works an answer out once for each object it is about. No part of the state is changed in place, so the same object
 * has the same answer; with the object the answer is forgotten. The last one is at hand without a look into the map, as
 * most are asked for many times in a row.
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

/**
 * Works an answer out once for each object it is about. No part of the state is changed in place, so the same object
 * has the same answer; with the object the answer is forgotten.
 */
export function derived<Source extends object, Answer extends object>(work: (source: Source) => Answer): (source: Source) => Answer {
  const known = new WeakMap<Source, Answer>()
  return source => {
    const before = known.get(source)
    if (before !== undefined) return before
    const answer = work(source)
    known.set(source, answer)
    return answer
  }
}

/**
 * Caches the answer for each object for as long as the object exists. The answer is never stale, because the state and
 * the project are immutable. Use this for long-lived objects, such as texts and parts of the project file.
 */
export function memoizeByObject<Source extends object, Answer extends object>(
  work: (source: Source) => Answer,
): (source: Source) => Answer {
  const known = new WeakMap<Source, Answer>()
  return source => {
    const answer = known.get(source) ?? work(source)
    known.set(source, answer)
    return answer
  }
}

/**
 * Remembers the answer for each object as long as the object exists. The answer stays right, because the state and the project are never
 * changed in place. It is meant for objects that last long, such as texts and parts of the project file.
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

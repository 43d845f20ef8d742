/** What git says about an object. */
export interface ObjectFacts {
  readonly oid: string
  readonly type: string
  readonly bytes: number
}

export interface BatchAnswer {
  /** What git says about the object. null: there is no such object, or the name is ambiguous. */
  readonly facts: ObjectFacts | null
  /** The object's content. Only answers to the command `contents` have it. */
  readonly content: Buffer | null
}

/** Matches a line `<oid> <type> <size>`. Any other line repeats the name, and says why there is no object. */
const FACTS = /^([0-9a-f]{40,64}) ([a-z]+) (\d+)$/

/**
 * Splits the output of `git cat-file --batch-command`, which comes in chunks, into answers. `hasContent` says whether the next answer is
 * an answer to the command `contents`.
 */
export function takeAnswers(hasContent: () => boolean, tell: (answer: BatchAnswer) => void): (chunk: Buffer) => void {
  let left: Buffer = Buffer.alloc(0)

  function next(): BatchAnswer | null {
    const end = left.indexOf('\n')
    if (end === -1) return null
    const [, oid = '', type = '', size = ''] = FACTS.exec(left.toString('utf8', 0, end)) ?? []
    const facts = oid === '' ? null : { oid, type, bytes: Number(size) }
    const isFull = facts !== null && hasContent()
    const stop = end + 1 + (isFull ? facts.bytes + 1 : 0)
    if (left.length < stop) return null
    const content = isFull ? Buffer.from(left.subarray(end + 1, stop - 1)) : null
    left = left.subarray(stop)
    return { facts, content }
  }

  return chunk => {
    left = Buffer.concat([left, chunk])
    for (let answer = next(); answer !== null; answer = next()) tell(answer)
  }
}

/** How many bytes are kept of the beginning. They are enough for the lines that are shown, however long these are. */
const HEAD_BYTES = 64 * 1024
const TAIL_BYTES = 256 * 1024

/** The beginning and the end of an output of any size, in UTF-8. Each of them may be cut off in the middle of a line. */
export interface KeptEnds {
  readonly bytes: number
  readonly lines: number
  /** The beginning of the output. If `isCut` is false, it is the whole output. */
  readonly head: string
  /** The end of the output. If `isCut` is false, it is ''. */
  readonly tail: string
  /** Whether bytes between `head` and `tail` were dropped. */
  readonly isCut: boolean
}

/** Takes an output piece by piece, and keeps its beginning, its end and its size. It needs the same memory even for a gigabyte. */
export function keepEnds(): { add(chunk: Buffer): void; ends(): KeptEnds } {
  const head: Buffer[] = []
  const tail: Buffer[] = []
  let headBytes = 0
  let tailBytes = 0
  let bytes = 0
  let feeds = 0
  let endsInLine = false

  function add(chunk: Buffer): void {
    bytes += chunk.length
    feeds += countFeeds(chunk)
    endsInLine = chunk.at(-1) !== 0x0a
    const first = chunk.subarray(0, HEAD_BYTES - headBytes)
    head.push(...(first.length > 0 ? [first] : []))
    headBytes += first.length
    const rest = chunk.subarray(first.length)
    if (rest.length === 0) return
    tail.push(rest)
    tailBytes += rest.length
    while (tailBytes - (tail[0]?.length ?? 0) >= TAIL_BYTES) tailBytes -= tail.shift()?.length ?? 0
  }

  function ends(): KeptEnds {
    const isCut = bytes > headBytes + tailBytes
    // If nothing was dropped, both parts are decoded together, so that no character is cut in two.
    const whole = isCut ? null : Buffer.concat([...head, ...tail]).toString('utf8')
    const lines = feeds + (endsInLine ? 1 : 0)
    return {
      bytes,
      lines,
      isCut,
      head: whole ?? Buffer.concat(head).toString('utf8'),
      tail: isCut ? Buffer.concat(tail).toString('utf8') : '',
    }
  }

  return { add, ends }
}

function countFeeds(chunk: Buffer): number {
  let count = 0
  for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, at + 1)) count++
  return count
}

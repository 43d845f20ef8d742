/** Number of bytes kept, which is enough for the lines that are shown, whatever their length. */
const HEAD_BYTES = 64 * 1024
const TAIL_BYTES = 256 * 1024

/** Beginning and end of an output of any size, as UTF-8. A part may begin or end in the middle of a line. */
export interface KeptEnds {
  readonly bytes: number
  readonly lines: number
  /** The whole output, unless `isCut`. */
  readonly head: string
  /** The end of the output; '' unless `isCut`. */
  readonly tail: string
  /** Whether bytes between head and tail were dropped. */
  readonly isCut: boolean
}

/** Takes an output in chunks and keeps its start, end and size. Memory stays constant even for a gigabyte. */
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
    // Without a gap, decode in one piece so that no character is split between head and tail.
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

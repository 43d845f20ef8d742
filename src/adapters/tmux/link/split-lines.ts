const NEWLINE = 0x0a

/** Feeds whole lines (bytes, without the newline) to `onLine`, however the chunks were cut. */
export function splitLines(onLine: (line: Buffer) => void): (chunk: Buffer) => void {
  let parts: Buffer[] = []
  return chunk => {
    let start = 0
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start)
      if (end === -1) break
      const tail = chunk.subarray(start, end)
      if (parts.length === 0) onLine(tail)
      else {
        const whole = Buffer.concat([...parts, tail])
        parts = []
        onLine(whole)
      }
      start = end + 1
    }
    if (start < chunk.length) parts.push(Buffer.from(chunk.subarray(start)))
  }
}

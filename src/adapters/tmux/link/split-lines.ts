const NEWLINE = 0x0a

/** Calls `onLine` with each whole line (bytes, without the newline), wherever the stream's chunks were cut. */
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

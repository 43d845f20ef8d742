import { open } from 'node:fs/promises'

/** So much is read at once: a day's transcript of 100 MB must not stop everything else. */
const MOST_BYTES = 4 * 1024 * 1024
/** A longer line is no answer of a model: what a tool printed. */
const LONGEST_LINE = 64 * 1024 * 1024

export interface LineFollower {
  /** Gives the whole lines that were added since. */
  readonly read: (take: (line: string) => void) => Promise<void>
}

/** Reads a file that grows, each line once; a line without its end waits for it. A file that is not there has none. */
export function followLines(file: string): LineFollower {
  let position = 0
  let rest: Buffer[] = []
  let restBytes = 0

  async function read(take: (line: string) => void): Promise<void> {
    while (await readOn(take)) await new Promise(resolve => setImmediate(resolve))
  }

  /** true: there may be more to read at once. */
  async function readOn(take: (line: string) => void): Promise<boolean> {
    const handle = await open(file, 'r').catch(() => null)
    if (handle === null) return false
    try {
      const { bytesRead, buffer } = await handle.read({ buffer: Buffer.alloc(MOST_BYTES), position })
      position += bytesRead
      split(buffer.subarray(0, bytesRead), take)
      return bytesRead === MOST_BYTES
    } finally {
      await handle.close()
    }
  }

  function split(bytes: Buffer, take: (line: string) => void): void {
    const end = bytes.lastIndexOf(10)
    if (end >= 0) {
      const whole = Buffer.concat([...rest, bytes.subarray(0, end)])
      rest = []
      restBytes = 0
      for (const line of whole.toString('utf8').split('\n')) take(line)
    }
    const left = Buffer.from(bytes.subarray(end + 1))
    restBytes += left.length
    rest = restBytes > LONGEST_LINE ? [] : [...rest, left]
  }

  return { read }
}

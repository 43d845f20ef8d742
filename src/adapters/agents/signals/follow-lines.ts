import { open } from 'node:fs/promises'

/** How many bytes are read in one step, because a transcript of 100 MB must not block czar's event loop. */
const MOST_BYTES = 4 * 1024 * 1024
/** A line that is longer than this is dropped. It is the output of a tool and not an answer of a model. */
const LONGEST_LINE = 64 * 1024 * 1024

export interface LineFollower {
  /** Passes on the complete lines that were added since the last call. */
  readonly read: (take: (line: string) => void) => Promise<void>
}

/**
 * Reads a file that grows, and passes on each line once. An incomplete line is passed on when its end has come. A missing file counts as
 * empty.
 */
export function followLines(file: string): LineFollower {
  let position = 0
  let rest: Buffer[] = []
  let restBytes = 0

  async function read(take: (line: string) => void): Promise<void> {
    while (await readOn(take)) await new Promise(resolve => setImmediate(resolve))
  }

  /** Reads the next part. Returns true if there may be more to read. */
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

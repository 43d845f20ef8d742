import { stat, truncate } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { followDirectory } from '../signals/follow-directory.ts'
import { followLines } from '../signals/follow-lines.ts'
import { type LogLine, readLogLine } from './log-line.ts'

export interface LogWatch {
  readonly look: () => Promise<void>
  readonly close: () => void
}

/** The program writes its whole conversation there at every tool call: what was read is thrown away past this. */
const MOST_BYTES = 16 * 1024 * 1024
const SETTLE_MS = 100

/** Follows the program's own log for requests that failed. */
export function watchLog(file: string, onLine: (line: LogLine) => void, note: (text: string) => void): LogWatch {
  let lines = followLines(file)
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> = Promise.resolve()
  let isClosed = false
  const follower = followDirectory(dirname(file), name => (name === null || name === basename(file) ? soon() : undefined), note)

  function soon(): void {
    if (isClosed) return
    timer ??= setTimeout(() => {
      timer = null
      void look()
    }, SETTLE_MS).unref()
  }

  function look(): Promise<void> {
    running = running.then(readOn).catch((error: Error) => note(`the log could not be read: ${error.message}`))
    return running
  }

  async function readOn(): Promise<void> {
    while (await lines.read(take)) await new Promise(resolve => setImmediate(resolve))
    const size = await stat(file).then(
      found => found.size,
      () => 0,
    )
    if (size <= MOST_BYTES) return
    // It is opened to append: what comes next stands at the beginning.
    await truncate(file)
    lines = followLines(file)
  }

  function take(line: string): void {
    const said = readLogLine(line)
    if (said !== null && !isClosed) onLine(said)
  }

  return {
    look,
    close: () => {
      isClosed = true
      follower.close()
      if (timer !== null) clearTimeout(timer)
    },
  }
}

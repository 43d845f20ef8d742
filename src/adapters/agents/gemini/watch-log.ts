import { stat, truncate } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { followDirectory } from '../signals/follow-directory.ts'
import { followLines } from '../signals/follow-lines.ts'
import { lookInTurn } from '../signals/look-in-turn.ts'
import { type LogLine, readLogLine } from './log-line.ts'

export interface LogWatch {
  readonly look: () => Promise<void>
  readonly close: () => void
}

/** A log that is larger than this is emptied after it was read, because the program logs its whole conversation at every tool call. */
const MOST_BYTES = 16 * 1024 * 1024
const SETTLE_MS = 100

/** Follows the program's own log, to find requests that failed. */
export function watchLog(file: string, onLine: (line: LogLine) => void, note: (text: string) => void): LogWatch {
  let lines = followLines(file)
  const looks = lookInTurn(readOn, error => note(`the log could not be read: ${error.message}`))
  let isClosed = false
  const follower = followDirectory(dirname(file), name => (name === null || name === basename(file) ? soon() : undefined), note)

  function soon(): void {
    if (!isClosed) looks.lookAfter(SETTLE_MS)
  }

  async function readOn(): Promise<void> {
    await lines.read(take)
    const size = await stat(file).then(
      found => found.size,
      () => 0,
    )
    if (size <= MOST_BYTES) return
    // The program always appends to its log. So after czar has emptied the file, the next line begins at offset 0.
    await truncate(file)
    lines = followLines(file)
  }

  function take(line: string): void {
    const said = readLogLine(line)
    if (said !== null && !isClosed) onLine(said)
  }

  return {
    look: looks.look,
    close: () => {
      isClosed = true
      follower.close()
      looks.close()
    },
  }
}

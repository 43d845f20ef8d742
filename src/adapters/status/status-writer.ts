import type { StatusView } from '../../core/model/status.ts'
import { writeStatus } from './write-status.ts'

export interface StatusWriterOptions {
  readonly projectDir: string
  /**
   * Least time between two writes, in milliseconds; where a write takes long 20 times as long as that, a second at most. Of the
   * views given meanwhile only the latest is written.
   */
  readonly minGapMs: number
  /** The first failure of a row of them (disk full, no rights), and null when a write succeeds again. */
  readonly onTrouble: (error: unknown) => void
  /** Asked before each write: once another supervisor has taken over, the file is its own, and nothing is written any more. */
  readonly isOurs?: () => boolean
  /** Time to the next try after a failure, in milliseconds. */
  readonly retryMs?: number
}

export interface StatusWriter {
  /** At once when the last write is long enough ago; the view is asked for only when it is written. Never throws. */
  write(view: () => StatusView): void
  /** Writes what is still waiting. */
  close(): void
}

const GAPS = 20
const MAX_GAP_MS = 1_000

/** Keeps the status file up to date without writing more often than useful; a failing disk is told, not thrown. */
export function createStatusWriter({
  projectDir,
  minGapMs,
  onTrouble,
  isOurs = () => true,
  retryMs = 1_000,
}: StatusWriterOptions): StatusWriter {
  let waiting: (() => StatusView) | null = null
  let timer: NodeJS.Timeout | null = null
  let isTroubled = false

  function flush(): void {
    timer = null
    if (waiting === null) return
    const view = waiting
    const begun = performance.now()
    const failure = attempt(() => {
      if (isOurs()) writeStatus(projectDir, view())
    })
    if (failure === null) waiting = null
    if ((failure !== null) !== isTroubled) onTrouble(failure)
    isTroubled = failure !== null
    const took = performance.now() - begun
    timer = setTimeout(flush, isTroubled ? retryMs : Math.max(minGapMs, Math.min(took * GAPS, MAX_GAP_MS)))
  }

  return {
    write: view => {
      waiting = view
      if (timer === null) flush()
    },
    close: () => {
      flush()
      if (timer !== null) clearTimeout(timer)
    },
  }
}

function attempt(write: () => void): unknown {
  try {
    write()
    return null
  } catch (error) {
    return error
  }
}

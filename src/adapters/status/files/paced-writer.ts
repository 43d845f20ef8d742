export interface PacedWriterOptions {
  /** Writes the file; may throw. Returns whether there is more to write. */
  readonly write: () => boolean
  /** Least time between two writes, in ms. After a slow write it is 20 times as long as the write took, but at most a second. */
  readonly minGapMs: number
  /** Called with the first of several failures in a row (disk full, no rights), and with null when a write succeeds again. */
  readonly onTrouble: (error: unknown) => void
  /** Delay of the retry after a failure, in milliseconds. */
  readonly retryMs?: number
}

export interface PacedWriter {
  /** Writes at once if the last write is long enough ago, otherwise later. Never throws. */
  ask(): void
  /** Writes once more if a write is pending, then stops. */
  close(): void
}

const GAPS = 20
const MAX_GAP_MS = 1_000

/** Keeps a file up to date at a limited rate; a failing disk is reported, not thrown. */
export function createPacedWriter({ write, minGapMs, onTrouble, retryMs = 1_000 }: PacedWriterOptions): PacedWriter {
  let isWanted = false
  let timer: NodeJS.Timeout | null = null
  let isTroubled = false

  function flush(): void {
    timer = null
    if (!isWanted) return
    const begun = performance.now()
    const failure = attempt(() => {
      isWanted = write()
    })
    if ((failure !== null) !== isTroubled) onTrouble(failure)
    isTroubled = failure !== null
    const took = performance.now() - begun
    timer = setTimeout(flush, isTroubled ? retryMs : Math.max(minGapMs, Math.min(took * GAPS, MAX_GAP_MS)))
  }

  return {
    ask() {
      isWanted = true
      if (timer === null) flush()
    },
    close() {
      if (timer !== null) clearTimeout(timer)
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

export interface PacedWriterOptions {
  /** Writes the file, and may throw. Returns whether there is more to write. */
  readonly write: () => boolean
  /**
   * The least time between two writes, in ms. After a slow write, the pause is 20 times as long as the write took, but not more than a
   * second.
   */
  readonly minGapMs: number
  /**
   * Called when writing fails (the disk is full, no rights), but only for the first of several failures in a row. Called with null when
   * writing works again.
   */
  readonly onTrouble: (error: unknown) => void
  /** How many ms to wait after a failure before the next try. */
  readonly retryMs?: number
}

export interface PacedWriter {
  /** Asks for a write. It is done at once if the last write is long enough ago, and otherwise later. Never throws. */
  ask(): void
  /** If a write is waiting, does it now. After that, ends the writer. */
  close(): void
}

const GAPS = 20
const MAX_GAP_MS = 1_000

/** Creates the part that writes a file at a limited rate. If the disk fails, that is reported and not thrown. */
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

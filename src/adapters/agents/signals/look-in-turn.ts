export interface LooksInTurn {
  /** Queues one more run after those under way. Resolves when that run is done. */
  readonly look: () => Promise<void>
  /** Schedules a run in `ms` milliseconds, unless one is scheduled already. */
  readonly lookAfter: (ms: number) => void
  /** Cancels the scheduled run. */
  readonly close: () => void
}

/** Runs `work` without overlap. A failure is reported and does not stop the next run. */
export function lookInTurn(work: () => Promise<void>, onFailure: (error: Error) => void): LooksInTurn {
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null

  function look(): Promise<void> {
    running = running.then(work).catch(onFailure)
    return running
  }

  function lookAfter(ms: number): void {
    timer ??= setTimeout(() => {
      timer = null
      void look()
    }, ms).unref()
  }

  function close(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }

  return { look, lookAfter, close }
}

export interface LooksInTurn {
  /** Asks for a run after those that have begun. Resolves when that run has ended. */
  readonly look: () => Promise<void>
  /** Plans a run in `ms` milliseconds, unless one is planned already. */
  readonly lookAfter: (ms: number) => void
  /** Cancels the planned run. */
  readonly close: () => void
}

/** Runs `work` when asked, but never twice at the same time. A failure is reported, and does not prevent the next run. */
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

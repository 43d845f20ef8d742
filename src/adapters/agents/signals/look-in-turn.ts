export interface LooksInTurn {
  /** Once those that are under way are through; resolves when it has been. */
  readonly look: () => Promise<void>
  /** The same, so many milliseconds from now, unless one is waiting already. */
  readonly lookAfter: (ms: number) => void
  /** Takes back the one that waits. */
  readonly close: () => void
}

/** Looks that never overlap; one that fails is told, and the next one comes all the same. */
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

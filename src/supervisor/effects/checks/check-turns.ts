/** Gives turns to commands of the project file. The returned function ends a turn. */
export interface CheckTurns {
  take(isAlone: boolean): Promise<() => void>
}

interface Waiting {
  readonly isAlone: boolean
  readonly go: () => void
}

/**
 * Turns are given first come, first served. Commands run side by side. If a command must run alone, it waits for the
 * others, and they wait for it.
 */
export function createCheckTurns(): CheckTurns {
  const waiting: Waiting[] = []
  let running = 0
  let isAloneRunning = false

  function admit(): void {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (isAloneRunning || (next.isAlone && running > 0)) return
      waiting.shift()
      running += 1
      isAloneRunning = next.isAlone
      next.go()
    }
  }

  function leave(): void {
    running -= 1
    isAloneRunning = false
    admit()
  }

  return {
    take: isAlone =>
      new Promise(resolve => {
        waiting.push({ isAlone, go: () => resolve(leave) })
        admit()
      }),
  }
}

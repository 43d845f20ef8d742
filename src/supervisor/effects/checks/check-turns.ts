/** Decides when each command of the project file may run. The returned function must be called when the command has ended. */
export interface CheckTurns {
  take(isAlone: boolean): Promise<() => void>
}

interface Waiting {
  readonly isAlone: boolean
  readonly go: () => void
}

/**
 * Creates the turns. Commands start in the order in which they asked, and normally run side by side. A command that must run alone waits
 * for all running commands, and all later commands wait for it.
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

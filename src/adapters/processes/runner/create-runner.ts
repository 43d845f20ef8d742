import { type Helper, startHelper } from './helper.ts'
import { type RunProgram, runHere } from './run-here.ts'

export interface Runner {
  readonly run: RunProgram
  /** Ends the second process (the helper). The programs that it runs go on, but their results count as lost. */
  close(): Promise<void>
}

export interface RunnerTimes {
  /** Busy: more than this many programs are started within `withinMs`. */
  readonly many: number
  readonly withinMs: number
  /** The helper ends this long after it was last busy. If a helper has crashed, a new helper can start after this time. */
  readonly restMs: number
}

const TIMES: RunnerTimes = { many: 20, withinMs: 1_000, restMs: 30_000 }

/**
 * Runs a few programs as children of this process, and many programs through a second process of czar (the helper). To start a program,
 * the system copies the page tables of the starting process and blocks it meanwhile. That takes 8 ms for a czar with 75 MB of memory, and
 * 2 ms for the helper. The helper itself takes 50 MB, so it ends when there is little to do.
 */
export function createRunner({ many, withinMs, restMs }: RunnerTimes = TIMES): Runner {
  const begun: number[] = []
  let helper: Helper | null = null
  let rest: NodeJS.Timeout | undefined

  function hasMuchToDo(): boolean {
    const now = performance.now()
    begun.push(now)
    return begun.length > many && now - (begun.shift() ?? 0) < withinMs
  }

  function endAtRest(): void {
    clearTimeout(rest)
    rest = setTimeout(() => {
      if (helper !== null && helper.running() > 0) return endAtRest()
      void helper?.end()
      helper = null
    }, restMs).unref()
  }

  return {
    run(call) {
      if (hasMuchToDo() && helper?.isGone() !== true) {
        helper ??= startHelper()
        endAtRest()
      }
      return helper?.isReady() ? helper.run(call) : runHere(call)
    },
    async close() {
      clearTimeout(rest)
      await helper?.end()
      helper = null
    },
  }
}

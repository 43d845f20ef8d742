import type { WorkerId } from '../../core/model/ids.ts'
import type { Clock } from '../../core/model/ports.ts'

export interface LookPace {
  /** Looks at once, or as soon as it is this worktree's turn again; asked several times until then, it is one look. */
  readonly ask: (worker: WorkerId) => void
  readonly close: () => void
}

/** So many at once, for one look may hang on a slow disk. */
const LANES = 2
/** A lane rests so many times as long as the look took: each takes a tenth of a core. */
const LANE_REST = 9
/** A worktree in which something moves all the time is looked at for a twentieth of the time. */
const OWN_REST = 19
const LONGEST_REST_MS = 60_000

/**
 * Looks only so often that what they cost stays small. `git status` of 5,000 files that were just written takes 0.15 s of
 * a core (git compares the contents of files as old as its index): six workers that write all the time took three cores.
 * `look` tells its failures itself.
 */
export function paceLooks(clock: Clock, look: (worker: WorkerId) => Promise<void>): LookPace {
  const asked = new Set<WorkerId>()
  const busy = new Set<WorkerId>()
  const timers = new Set<() => void>()
  let freeLanes = LANES
  let isClosed = false

  function next(): void {
    for (const worker of asked) {
      if (freeLanes === 0 || isClosed) return
      if (busy.has(worker)) continue
      asked.delete(worker)
      void take(worker)
    }
  }

  async function take(worker: WorkerId): Promise<void> {
    busy.add(worker)
    freeLanes -= 1
    const startedAt = clock.steady()
    await look(worker)
    const tookMs = clock.steady() - startedAt
    after(tookMs * LANE_REST, () => {
      freeLanes += 1
    })
    after(tookMs * OWN_REST, () => busy.delete(worker))
  }

  function after(ms: number, rested: () => void): void {
    const over = () => {
      timers.delete(cancel)
      rested()
      next()
    }
    let cancel = () => {}
    if (ms <= 0) return over()
    cancel = clock.at(clock.now() + Math.min(ms, LONGEST_REST_MS), over)
    timers.add(cancel)
  }

  return {
    ask(worker) {
      asked.add(worker)
      next()
    },
    close() {
      isClosed = true
      for (const cancel of timers) cancel()
    },
  }
}

import type { WorkerId } from '../../../core/model/ids.ts'
import type { Clock } from '../../../core/ports/ports.ts'
import { processorShare } from './processor-share.ts'

export interface LookPace {
  /** Reads at once, or at this worktree's next turn. Several requests until then make one reading. */
  readonly ask: (worker: WorkerId) => void
  /** Reads before all others, whatever the last readings cost. */
  readonly hurry: (worker: WorkerId) => void
  readonly close: () => void
}

/** Number of readings at once. It is more than one because a reading may hang on a slow disk. */
const LANES = 2
/** Additional lanes for readings that cannot wait. */
const HURRIED_LANES = 4
/** A lane rests this many times as long as its reading used CPU, so each lane takes a tenth of a core. */
const LANE_REST = 9
/** The same factor for one worktree. One that changes all the time takes a twentieth of a core. */
const OWN_REST = 19
const LONGEST_REST_MS = 60_000
/** The longest rest of a lane, because all other worktrees wait behind it. */
const LONGEST_LANE_REST_MS = 5_000

/**
 * Paces readings so that they use little CPU. `git status` of 5,000 files that were just written takes 0.15 s of a core, because git
 * compares the contents of files as old as its index. Without a pace, six busy workers would take three cores. Rests depend on CPU time,
 * which is estimated from the load: on a busy machine a reading takes longer but uses no more CPU. `look` must handle its own failures.
 * Long: its functions share the lanes.
 */
export function paceLooks(clock: Clock, look: (worker: WorkerId) => Promise<void>, share: () => number = processorShare): LookPace {
  const asked = new Set<WorkerId>()
  const hurried = new Set<WorkerId>()
  const looking = new Set<WorkerId>()
  const resting = new Set<WorkerId>()
  const timers = new Set<() => void>()
  const free = { lanes: LANES, hurried: HURRIED_LANES }
  let isClosed = false

  function next(): void {
    for (const worker of hurried) {
      if (free.hurried === 0 || isClosed) break
      if (!looking.has(worker)) void take(worker, 'hurried')
    }
    for (const worker of asked) {
      if (free.lanes === 0 || isClosed) return
      if (!looking.has(worker) && !resting.has(worker)) void take(worker, 'lanes')
    }
  }

  async function take(worker: WorkerId, lane: keyof typeof free): Promise<void> {
    asked.delete(worker)
    hurried.delete(worker)
    looking.add(worker)
    free[lane] -= 1
    const startedAt = clock.steady()
    await look(worker)
    const costMs = (clock.steady() - startedAt) * share()
    looking.delete(worker)
    resting.add(worker)
    after(lane === 'lanes' ? Math.min(costMs * LANE_REST, LONGEST_LANE_REST_MS) : 0, () => {
      free[lane] += 1
    })
    after(Math.min(costMs * OWN_REST, LONGEST_REST_MS), () => resting.delete(worker))
  }

  function after(ms: number, rested: () => void): void {
    const over = () => {
      timers.delete(cancel)
      rested()
      next()
    }
    let cancel = () => {}
    if (ms <= 0) return over()
    cancel = clock.at(clock.now() + ms, over)
    timers.add(cancel)
  }

  return {
    ask(worker) {
      asked.add(worker)
      next()
    },
    hurry(worker) {
      if (!looking.has(worker)) hurried.add(worker)
      next()
    },
    close() {
      isClosed = true
      for (const cancel of timers) cancel()
    },
  }
}

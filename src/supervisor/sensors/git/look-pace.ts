import type { WorkerId } from '../../../core/model/ids.ts'
import type { Clock } from '../../../core/ports/ports.ts'
import { processorShare } from './processor-share.ts'

export interface LookPace {
  /** Asks for a reading of this worktree, now or when it is the worktree's turn. Several calls before that turn lead to one reading. */
  readonly ask: (worker: WorkerId) => void
  /** Reads this worktree before all others, however much CPU the last readings used. */
  readonly hurry: (worker: WorkerId) => void
  readonly close: () => void
}

/** How many readings run at once. There is more than one, because a reading may hang on a slow disk. */
const LANES = 2
/** This many more readings may run at once if they cannot wait. */
const HURRIED_LANES = 4
/**
 * After a reading, its place (lane) stays empty for this many times the CPU time that the reading used. So each lane takes a tenth of a
 * core.
 */
const LANE_REST = 9
/** The same factor for each worktree. A worktree that changes all the time therefore takes a twentieth of a core. */
const OWN_REST = 19
const LONGEST_REST_MS = 60_000
/** A lane stays empty no longer than this, because all other worktrees wait for a free lane. */
const LONGEST_LANE_REST_MS = 5_000

/**
 * Decides when worktrees are read, so that the readings use little CPU. `git status` of 5,000 files that were just written takes 0.15 s of
 * a core, because git compares the content of files that are as new as its index. If czar read at every change, six busy workers would
 * take three cores. The pauses depend on the CPU time of a reading, which is estimated from the machine's load: on a busy machine a
 * reading takes longer but uses no more CPU. `look` must handle its own errors. Long: the inner functions share the lanes.
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

import type { WorkerId } from '../../../core/model/ids.ts'
import type { Clock } from '../../../core/ports/ports.ts'
import { processorShare } from './processor-share.ts'

export interface LookPace {
  /** Looks at once, or as soon as it is this worktree's turn again; asked several times until then, it is one look. */
  readonly ask: (worker: WorkerId) => void
  /** Looks before all others, without regard to what the last looks cost. */
  readonly hurry: (worker: WorkerId) => void
  readonly close: () => void
}

/** So many at once, for one look may hang on a slow disk. */
const LANES = 2
/** So many more are kept for looks that cannot wait. */
const HURRIED_LANES = 4
/** A lane rests so many times as long as the look computed: each takes a tenth of a core. */
const LANE_REST = 9
/** A worktree in which something moves all the time is looked at for a twentieth of the time. */
const OWN_REST = 19
const LONGEST_REST_MS = 60_000
/** Behind a lane that rests all other worktrees wait. */
const LONGEST_LANE_REST_MS = 5_000

/**
 * Looks only so often that what they cost stays small. `git status` of 5,000 files that were just written takes 0.15 s of
 * a core (git compares the contents of files as old as its index): six workers that write all the time took three cores.
 * Rests are measured by processor time, as far as the load tells it: on a busy machine a look takes long and costs no more.
 * `look` tells its failures itself.
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

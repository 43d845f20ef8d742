import { ToolError } from '../../../core/model/errors.ts'
import type { WorkerId } from '../../../core/model/ids.ts'
import { isUnderWay } from '../../../core/policy/engine/policy-context.ts'
import { isSoonJudged } from '../../../core/policy/facts/soon-judged.ts'
import type { State } from '../../../core/state/types/state.ts'
import { repeat } from '../../timing/repeat.ts'
import type { Sensor, SensorContext } from '../sensor.ts'
import { paceLooks } from './look-pace.ts'

export interface GitSensor extends Sensor {
  readonly look: (worker: WorkerId) => void
  /** Reads a worktree now. Resolves when the result is in the journal. */
  readonly lookNow: (worker: WorkerId) => Promise<void>
  /** Reads all worktrees soon. Call it when base or another branch that all worktrees are compared with has moved. */
  readonly lookAtAll: () => void
}

/**
 * The pause between two readings of every worktree. Czar also reads a worktree when its files change, but the system may lose such file
 * events.
 */
const SWEEP_MS = 60_000
const RESTING_SWEEP_MS = 600_000
/** Czar judges no worker by a reading that is older than this, however busy the machine is. */
const JUDGED_BY_MS = 15_000
const HURRY_MS = 5_000
/**
 * During this time after a launch, czar does not yet watch the worktrees for file changes if workers still start. Beginning to watch six
 * worktrees of 5,000 files takes a second of CPU.
 */
const LAUNCH_MS = 10_000

/**
 * Reads a worktree when its files have changed, within a limited share of the CPU, and records only changes. Long: the inner functions
 * share the file watches and the schedule of readings.
 */
export function createGitSensor({ hands, state, observe }: SensorContext) {
  const watches = new Map<WorkerId, { path: string; close: Promise<() => Promise<void>> }>()
  const lookedAt = new Map<WorkerId, number>()
  const branches = new Map<WorkerId, string>()
  let isClosed = false
  const pace = paceLooks(hands.clock, lookOnce)
  const rounds = [repeat(hands.clock, SWEEP_MS, sweep), repeat(hands.clock, HURRY_MS, hurry)]

  /** Starts to watch the files of new worktrees. */
  function onEvents(): void {
    const current = state()
    lookAtSwitched(current)
    if (hands.clock.now() < current.czar.startedAt + LAUNCH_MS && isLaunching(current)) return
    for (const worker of Object.values(current.workers)) {
      const path = worker.worktree?.path
      if (path === undefined) letGo(worker.id)
      if (path === undefined || watches.get(worker.id)?.path === path) continue
      const open = hands.git
        .watch(worker.id, path, () => pace.ask(worker.id))
        .then(
          watch => () => watch.close(),
          (error: unknown) => {
            hands.log.warn(
              { error: String(error), worker: worker.id },
              'the files of a worktree are not watched, so it is only read at intervals',
            )
            // The worktree may have been removed a moment ago, so czar reads it.
            pace.ask(worker.id)
            return async () => {}
          },
        )
      watches.set(worker.id, { path, close: open })
      pace.ask(worker.id)
    }
  }

  /** Asks for a reading of each worktree that has been switched to another branch, because the last reading was about the old branch. */
  function lookAtSwitched({ workers }: State): void {
    for (const { id, worktree } of Object.values(workers)) {
      const branch = worktree?.branch
      if (branch !== undefined && watches.has(id) && (branches.get(id) ?? branch) !== branch) pace.ask(id)
      if (branch !== undefined) branches.set(id, branch)
    }
  }

  /** Stops watching a worktree's files. If the folder is deleted and made again, the old watch would not notice the new folder. */
  function letGo(id: WorkerId): void {
    void watches.get(id)?.close.then(close => close())
    watches.delete(id)
  }

  async function lookOnce(id: WorkerId): Promise<void> {
    const { worktree, assignment } = state().workers[id] ?? { worktree: null, assignment: null }
    // While the worktree is switched from one branch to another, its content belongs to no task, so czar does not read it.
    if (worktree === null || isSwitching(state(), id)) return
    const from = state().assignments[assignment ?? '']?.fromSha ?? undefined
    lookedAt.set(id, hands.clock.now())
    try {
      const activity = await hands.git.activity(worktree.path, worktree.startSha, from)
      const known = state().workers[id]
      if (known?.worktree !== worktree || isSwitching(state(), id)) return pace.ask(id)
      const isNews = known?.missing !== null || JSON.stringify(known.git) !== JSON.stringify(activity)
      if (isNews) observe({ kind: 'git.observed', worker: id, activity })
    } catch (error) {
      if (!(error instanceof ToolError) || error.reason !== 'target-gone') {
        // A failed reading does not mean that the worktree is missing. The cause may be a lock or a slow disk, so the next reading may
        // succeed.
        hands.log.warn({ error: String(error), worker: id }, 'a worktree could not be read')
        return
      }
      const branches = [...new Set([worktree.branch, worktree.home.branch])]
      const folder = await hands.git.goneFolder(worktree.path, branches).catch(() => null)
      const known = state().workers[id]
      if (known?.worktree !== worktree || (known.missing === error.message && (known.gone?.folder ?? null) === folder)) return
      observe({ kind: 'git.missing', worker: id, reason: error.message, ...(folder === null ? {} : { folder }) })
    }
  }

  function sweep(): void {
    const now = hands.clock.now()
    for (const { id, agent, missing } of Object.values(state().workers)) {
      // A missing folder cannot be watched. Czar asks for a reading in each round, because the folder may be there again.
      if (missing !== null) pace.ask(id)
      if (agent === null || missing !== null) continue
      const lastLook = lookedAt.get(id) ?? 0
      // A reading starts several processes. So the worktree of an agent that has done nothing since the last reading is read less often.
      if (agent.noveltyAt >= lastLook || now - lastLook >= RESTING_SWEEP_MS) pace.ask(id)
    }
    if (Object.values(state().workers).some(({ agent }) => agent?.turn === 'busy')) void lookAtCheckout()
  }

  function hurry(): void {
    const now = hands.clock.now()
    const { policy } = hands.project
    for (const worker of Object.values(state().workers)) {
      // The reading is asked for one round of this timer before the last one gets too old.
      const isOld = now - (lookedAt.get(worker.id) ?? 0) > JUDGED_BY_MS - HURRY_MS
      if (isOld && isSoonJudged(state(), worker, { policy, now })) pace.hurry(worker.id)
    }
  }

  async function lookAtCheckout(): Promise<void> {
    // If the user's checkout cannot be read, nothing is recorded, and the next round tries again.
    const files = await hands.git.userChanges().catch(() => null)
    if (files === null || isClosed || files.join('\0') === Object.keys(state().checkout).sort().join('\0')) return
    observe({ kind: 'git.checkout', files })
  }

  function lookAtAll(): void {
    for (const id of watches.keys()) pace.ask(id)
  }

  return {
    onEvents,
    look: pace.ask,
    lookNow: lookOnce,
    lookAtAll,
    async close() {
      isClosed = true
      for (const cancel of rounds) cancel()
      pace.close()
      await Promise.all([...watches.values()].map(async ({ close }) => (await close)()))
    },
  } satisfies GitSensor
}

function isSwitching(state: State, worker: WorkerId): boolean {
  return isUnderWay(state, worker, 'switch_branch')
}

/** Whether some worker has not reached its first task yet. */
function isLaunching({ effects, workers, messages }: State): boolean {
  if (Object.values(effects).some(({ action }) => action === 'prepare_worktree' || action === 'start_agent' || action === 'deliver'))
    return true
  return Object.values(workers).some(({ id, agent }) => {
    if (agent === null || agent.exit !== null) return false
    return agent.readyAt === null || messages.some(message => message.worker === id)
  })
}

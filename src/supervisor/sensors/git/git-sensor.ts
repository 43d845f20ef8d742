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
  /** Resolves when the reading is recorded. */
  readonly lookNow: (worker: WorkerId) => Promise<void>
  /** Call it when something moved that all worktrees are compared with. */
  readonly lookAtAll: () => void
}

/** The pause between two readings of every worktree. File events may be lost, so czar does not rely on them. */
const SWEEP_MS = 60_000
const RESTING_SWEEP_MS = 600_000
/** Czar judges no worker by a reading older than this, however busy the machine is. */
const JUDGED_BY_MS = 15_000
const HURRY_MS = 5_000
/** How long a launch waits for the watches. To watch six worktrees of 5,000 files takes a second of CPU. */
const LAUNCH_MS = 10_000

/**
 * Reads a worktree when something moved in it, within a limited share of the CPU, and records only changes. Long: its functions share the
 * watches and the pace of the readings.
 */
export function createGitSensor({ hands, state, observe }: SensorContext) {
  const watches = new Map<WorkerId, { path: string; close: Promise<() => Promise<void>> }>()
  const lookedAt = new Map<WorkerId, number>()
  const branches = new Map<WorkerId, string>()
  let isClosed = false
  const pace = paceLooks(hands.clock, lookOnce)
  const rounds = [repeat(hands.clock, SWEEP_MS, sweep), repeat(hands.clock, HURRY_MS, hurry)]

  /** Starts watching new worktrees. */
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
            hands.log.warn({ error: String(error), worker: worker.id }, 'worktree is not watched, only swept')
            // The worktree may have been removed a moment ago.
            pace.ask(worker.id)
            return async () => {}
          },
        )
      watches.set(worker.id, { path, close: open })
      pace.ask(worker.id)
    }
  }

  /** Forgets a worktree that is on a new branch. It must be read before its content is known. */
  function lookAtSwitched({ workers }: State): void {
    for (const { id, worktree } of Object.values(workers)) {
      const branch = worktree?.branch
      if (branch !== undefined && watches.has(id) && (branches.get(id) ?? branch) !== branch) pace.ask(id)
      if (branch !== undefined) branches.set(id, branch)
    }
  }

  /** Closes a watch, because a watch does not notice that its folder was made again. */
  function letGo(id: WorkerId): void {
    void watches.get(id)?.close.then(close => close())
    watches.delete(id)
  }

  async function lookOnce(id: WorkerId): Promise<void> {
    const { worktree, assignment } = state().workers[id] ?? { worktree: null, assignment: null }
    // During a switch of branches, the worktree's content belongs to no task.
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
        // Unknown does not mean missing: a lock or a slow disk passes, and the next reading succeeds.
        hands.log.warn({ error: String(error), worker: id }, 'worktree could not be read')
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
      // A missing folder has no watch, but may be back.
      if (missing !== null) pace.ask(id)
      if (agent === null || missing !== null) continue
      const lastLook = lookedAt.get(id) ?? 0
      // A reading costs some processes, so an agent without activity since the last reading is read less often.
      if (agent.noveltyAt >= lastLook || now - lastLook >= RESTING_SWEEP_MS) pace.ask(id)
    }
    if (Object.values(state().workers).some(({ agent }) => agent?.turn === 'busy')) void lookAtCheckout()
  }

  function hurry(): void {
    const now = hands.clock.now()
    const { policy } = hands.project
    for (const worker of Object.values(state().workers)) {
      // The next round of this timer comes before the last reading is too old.
      const isOld = now - (lookedAt.get(worker.id) ?? 0) > JUDGED_BY_MS - HURRY_MS
      if (isOld && isSoonJudged(state(), worker, { policy, now })) pace.hurry(worker.id)
    }
  }

  async function lookAtCheckout(): Promise<void> {
    // A checkout that cannot be read is unknown, not unchanged. The next round tries again.
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

/** Whether a worker is still on the way to its first task. */
function isLaunching({ effects, workers, messages }: State): boolean {
  if (Object.values(effects).some(({ action }) => action === 'prepare_worktree' || action === 'start_agent' || action === 'deliver'))
    return true
  return Object.values(workers).some(({ id, agent }) => {
    if (agent === null || agent.exit !== null) return false
    return agent.readyAt === null || messages.some(message => message.worker === id)
  })
}

import type { Journaled } from '../../../core/events/event.ts'
import type { GitActivity } from '../../../core/events/worktree-event.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import { isInBase, type Standing } from '../../../core/model/refs-state.ts'
import type { RefsReading, WatchedBranch } from '../../../core/ports/git-port.ts'
import type { LandingPort } from '../../../core/ports/landing-port.ts'
import { branchOfAssignment, branchOfTask } from '../../../core/state/facts/branch-of.ts'
import { madeBranches } from '../../../core/state/facts/made-branches.ts'
import { allProven, workedBranches } from '../../../core/state/facts/worked-branches.ts'
import { refsNews } from '../../../core/state/move-refs.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import type { Sensor, SensorContext } from '../sensor.ts'
import { rememberStanding } from './remember-standing.ts'
import { rememberUnproven } from './remember-unproven.ts'

const LOOK_MS = 15_000

type RefsContext = Pick<SensorContext, 'state' | 'observe'> & {
  readonly hands: Pick<SensorContext['hands'], 'git' | 'clock' | 'log'>
  /** Set for a merge that a person requests. Then proven commits count even if their worker is no longer in the project file. */
  readonly isOnDemand?: true
}

/**
 * Reads the commits of base and of the workers' branches, with one or two git processes for the whole fleet. Long: the inner functions
 * share the running reading.
 */
export function createRefsSensor({ hands, state, observe, isOnDemand }: RefsContext) {
  let looking: Promise<void> | null = null
  /**
   * The refs in the state when this sensor last recorded a change. If the state still has the same refs, the change waits for a journal
   * that cannot be written, so it is not recorded again.
   */
  let toldOn: State['refs'] | undefined
  const unprovenOnBase = rememberUnproven(
    question => hands.git.unprovenOnBase(question),
    () => state().refs,
  )
  const standingOfRemoved = rememberStanding({ lookAtBase: commits => hands.git.landing.lookAtBase(commits) })
  let isClosed = false
  let cancel = later()

  function later(): () => void {
    return hands.clock.at(hands.clock.now() + LOOK_MS, () => void look())
  }

  /** Reads the refs. Resolves when the result is in the journal. */
  function look(): Promise<void> {
    looking ??= lookOnce().finally(() => {
      looking = null
      cancel()
      if (!isClosed) cancel = later()
    })
    return looking
  }

  async function lookOnce(): Promise<void> {
    const watched = watchedBranches(state())
    if (watched.length === 0 && isOnDemand !== true) return
    try {
      const reading = await hands.git.refs(watched)
      const unproven = await unprovenOnBase({ base: reading.base, branches: workedBranches(state()), proven: allProven(state()) })
      // Branches of workers that are no longer in the project file are not watched. Their work that is in base must still count as merged.
      const unwatched = allProven(state()).filter(commit => reading.standing[commit] === undefined)
      const removed = Object.entries(await standingOfRemoved(reading.base, unwatched)).flatMap(([commit, how]): [string, Standing][] => {
        if (how === 'landed') return [[commit, 'landed']]
        return how === 'beyond' && isOnDemand ? [[commit, 'behind']] : []
      })
      const standing = { ...(await withLanded(hands.git.landing, state().refs, reading)), ...Object.fromEntries(removed) }
      // The state is read again, because a worker may have got a task meanwhile and its commits then belong to that task.
      const { refs } = state()
      const news = refsNews(refs, { ...reading, standing, unproven, branches: branchesAtRest(state(), reading.branches) })
      if (isClosed || news === null || toldOn === refs) return
      toldOn = refs
      observe(news)
    } catch (error) {
      // If git does not answer, nothing is recorded. The cause may be a lock or a slow disk, so the next reading may succeed.
      if (!isClosed) hands.log.warn({ error: String(error) }, 'the commits of base and the branches could not be read')
    }
  }

  return {
    look,
    /**
     * The policy waits for this reading, because branches may have moved while no czar ran, and proofs of moved branches are no longer
     * valid.
     */
    begin: look,
    /** Reads the refs after events which show that a branch with proven work may have moved. */
    onEvents(events: readonly Journaled[]) {
      if (events.some(event => mayHaveMoved(state(), event))) void look()
    },
    close() {
      isClosed = true
      cancel()
    },
  } satisfies Sensor & { readonly look: () => Promise<void> }
}

/**
 * Keeps work counted as merged while base only moves forward. Work that was merged as one squashed commit is recognised by its content,
 * and later commits on base may change that content again.
 */
async function withLanded(landing: LandingPort, known: State['refs'], { base, standing }: RefsReading): Promise<RefsReading['standing']> {
  const changed = Object.keys(standing).filter(commit => isInBase(known?.standing[commit]) && !isInBase(standing[commit]))
  if (known === null || changed.length === 0 || (await landing.howBaseMoved(known.base.commit, base)) === 'rewritten') return standing
  return { ...standing, ...Object.fromEntries(changed.map(commit => [commit, known.standing[commit] ?? 'landed'] as const)) }
}

function mayHaveMoved({ workers, refs }: State, event: Journaled): boolean {
  if (event.kind === 'verification.finished' || (event.kind === 'report.received' && event.report.kind === 'done')) return true
  if (event.kind !== 'git.observed') return false
  if (own(workers, event.worker)?.assignment !== null) return isOnBase(event.activity)
  const tip = refs === null ? undefined : own(refs.branches, event.activity.branch ?? '')
  return tip !== undefined && tip.commit !== event.activity.head
}

/** Whether base already has some of the worktree's own commits: the worktree made more commits than its branch is ahead of base. */
function isOnBase({ own: made, ahead }: GitActivity): boolean {
  return made !== undefined && made.subjects.length > ahead
}

/**
 * All branches that czar made for workers in the project file. Unproven branches count too, because czar must keep the commit of a branch
 * that a person or an agent deletes.
 */
function watchedBranches(state: State): readonly WatchedBranch[] {
  const inFile = new Set(state.project?.workers.map(({ id }) => id))
  const proven = provenCommits(state)
  return madeBranches(state).flatMap(({ worker, branch }) =>
    inFile.has(worker.id) ? [{ worker: worker.id, branch, proven: proven.get(branch) ?? [], last: lastSeen(state, worker, branch) }] : [],
  )
}

/** The proven commits of each branch. */
function provenCommits(state: State): ReadonlyMap<string, readonly CommitSha[]> {
  const proofs = Object.values(state.tasks).flatMap(task =>
    // If the proof of a task is another task's work, the proven commit is on the other task's branch. So the task is left out here.
    task.verified === null || task.verified.by !== undefined
      ? []
      : [{ branch: branchOfTask(state, task) ?? '', commit: task.verified.commit }],
  )
  const byBranch = Map.groupBy(proofs, ({ branch }) => branch)
  return new Map([...byBranch].map(([branch, found]) => [branch, [...new Set(found.map(({ commit }) => commit))]]))
}

function lastSeen({ refs }: State, { git }: WorkerState, branch: string): CommitSha | null {
  const seen = refs === null ? null : (own(refs.branches, branch)?.commit ?? refs.kept.findLast(kept => kept.branch === branch)?.commit)
  return seen ?? (git !== null && git.branch === branch ? git.head : null)
}

/**
 * The branches that have been deleted, and the branches with proven work that no worker uses now. New commits of a working agent are left
 * out, because other sensors record them.
 */
function branchesAtRest(state: State, branches: RefsReading['branches']): RefsReading['branches'] {
  const proven = provenCommits(state)
  const open = Object.values(state.workers).flatMap(({ assignment }) => own(state.assignments, assignment ?? '') ?? [])
  const inUse = new Set(open.map(assignment => branchOfAssignment(state, assignment)))
  const isTold = (branch: string, tip: CommitSha | null) => tip === null || (proven.has(branch) && !inUse.has(branch))
  return Object.fromEntries(Object.entries(branches).filter(([branch, tip]) => isTold(branch, tip)))
}

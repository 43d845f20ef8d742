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
  /** For a merge that a person requests: the proven commits of workers that left the file count too. */
  readonly isOnDemand?: true
}

/**
 * Reads where base and the branches of proven work are, with one or two processes for the whole fleet. Long: its functions share one
 * reading at a time.
 */
export function createRefsSensor({ hands, state, observe, isOnDemand }: RefsContext) {
  let looking: Promise<void> | null = null
  /** The known refs when a change was last recorded. While they stay the same, that change waits for a blocked journal. */
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

  /** Resolves when the result is journalled. */
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
      // Branches of workers that left the file are not watched, but their landed work stays landed.
      const unwatched = allProven(state()).filter(commit => reading.standing[commit] === undefined)
      const removed = Object.entries(await standingOfRemoved(reading.base, unwatched)).flatMap(([commit, how]): [string, Standing][] => {
        if (how === 'landed') return [[commit, 'landed']]
        return how === 'beyond' && isOnDemand ? [[commit, 'behind']] : []
      })
      const standing = { ...(await withLanded(hands.git.landing, state().refs, reading)), ...Object.fromEntries(removed) }
      // A worker that got a task meanwhile commits for that task.
      const { refs } = state()
      const news = refsNews(refs, { ...reading, standing, unproven, branches: branchesAtRest(state(), reading.branches) })
      if (isClosed || news === null || toldOn === refs) return
      toldOn = refs
      observe(news)
    } catch (error) {
      // No answer is no news: a lock or a slow disk passes.
      if (!isClosed) hands.log.warn({ error: String(error) }, 'where the branches point could not be read')
    }
  }

  return {
    look,
    /** Refs that moved while no czar ran may have made proofs void, so the policy waits for this reading. */
    begin: look,
    /** Reads after events that may have moved a branch with proven work. */
    onEvents(events: readonly Journaled[]) {
      if (events.some(event => mayHaveMoved(state(), event))) void look()
    },
    close() {
      isClosed = true
      cancel()
    },
  } satisfies Sensor & { readonly look: () => Promise<void> }
}

/** Work that has landed stays landed while base moves forward. Squashed work is recognised by its content, which base may change again. */
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

/** Whether base has some of the worktree's own commits: the worktree made more commits than it is ahead of base. */
function isOnBase({ own: made, ahead }: GitActivity): boolean {
  return made !== undefined && made.subjects.length > ahead
}

/** All branches that were made for workers in the file, proven or not, because the commit of a deleted branch must be kept. */
function watchedBranches(state: State): readonly WatchedBranch[] {
  const inFile = new Set(state.project?.workers.map(({ id }) => id))
  const proven = provenCommits(state)
  return madeBranches(state).flatMap(({ worker, branch }) =>
    inFile.has(worker.id) ? [{ worker: worker.id, branch, proven: proven.get(branch) ?? [], last: lastSeen(state, worker, branch) }] : [],
  )
}

/** Proven commits by branch. */
function provenCommits(state: State): ReadonlyMap<string, readonly CommitSha[]> {
  const proofs = Object.values(state.tasks).flatMap(task =>
    // The commit of a proof by another task's work is on that task's branch.
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

/** Branches that are gone, or proven and not in use. Commits of a working agent are no news here. */
function branchesAtRest(state: State, branches: RefsReading['branches']): RefsReading['branches'] {
  const proven = provenCommits(state)
  const open = Object.values(state.workers).flatMap(({ assignment }) => own(state.assignments, assignment ?? '') ?? [])
  const inUse = new Set(open.map(assignment => branchOfAssignment(state, assignment)))
  const isTold = (branch: string, tip: CommitSha | null) => tip === null || (proven.has(branch) && !inUse.has(branch))
  return Object.fromEntries(Object.entries(branches).filter(([branch, tip]) => isTold(branch, tip)))
}

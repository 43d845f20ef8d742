import { isLanded } from '../landing/boarding.ts'
import { containedWork } from '../landing/contained-work.ts'
import { tasksOnTheirWay } from '../landing/is-on-its-way.ts'
import type { AssignmentId, CommitSha, TaskId, WorkerId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { UncommittedWork } from '../ports/duplicates-port.ts'
import { areRivals } from '../state/facts/attempts.ts'
import { beganBefore } from '../state/facts/began-before.ts'
import { branchOfAssignment } from '../state/facts/branch-of.ts'
import { isOneFamily } from '../state/facts/children.ts'
import { duplicateKey } from '../state/fold/proof/fold-duplicate.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'

/** Work that is compared with other work. It is the work of one task, or what was added to base since a task began. */
export interface ComparedWork {
  /** The task that did the work, or null if the work is what was added to base. */
  readonly task: TaskId | null
  readonly worker: WorkerId | null
  readonly assignment: AssignmentId | null
  readonly from: CommitSha
  readonly head: CommitSha
  /** The uncommitted work on top of `head`, or null if there is none or only commits are compared. */
  readonly uncommitted: UncommittedWork | null
  /**
   * When the assignment started or, for proven work, when it was proven. Proven work and base always count as earlier than work that is not
   * proven.
   */
  readonly at: number
  readonly isProven: boolean
}

export interface WorkPair {
  readonly later: ComparedWork
  readonly earlier: ComparedWork
}

/** At most this many proven tasks that are not on the tested tip are checked for the same work as other proven tasks. */
const MOST_PROVEN = 50
/**
 * A worker may write again what its base commits already contain, and czar should tell it. Late in a long run a worker builds on nearly all
 * earlier tasks. So only this many of the newest are compared.
 */
const MOST_BUILT_ON = 50

/**
 * Returns the pairs of works that may be the same. The later work is in progress, or is proven and not on the tested tip. A pair is left
 * out if one of its tasks needs the other, or if a duplicate was already found for it.
 */
export function pairsToCompare(state: State): readonly WorkPair[] {
  const works = Object.values(state.tasks).flatMap(task => workOf(state, task))
  const open = tasksOnTheirWay(state)
  const onTheirWay = new Set(works.filter(({ isProven, task }) => isProven && task !== null && open.has(task)))
  const later = [...works.filter(({ isProven }) => !isProven), ...settleable(onTheirWay)]
  const landed = Object.values(state.tasks).flatMap(task => (isLanded(state, task) ? (task.verified?.commit ?? []) : []))
  // Most tasks have no duplicate, so this check ends the comparison early for most pairs.
  const duplicates = new Set<TaskId | null>(Object.values(state.duplicates ?? {}).map(({ task }) => task))
  const isKnown = (pair: WorkPair) => (duplicates.has(pair.later.task) || duplicates.has(pair.earlier.task)) && isFound(state, pair)
  return later.flatMap(one => {
    const builtOn = builtOnOf(state, one, landed)
    const before = works.filter(other => other !== one && isBefore(other, one, onTheirWay))
    const [apart, below] = [before.filter(({ head }) => !builtOn.has(head)), before.filter(({ head }) => builtOn.has(head))]
    const others = [...apart, ...(one.isProven ? [] : newest(below, MOST_BUILT_ON))].flatMap(asEarlier)
    const pairs = [...others, ...(one.isProven ? [] : landedSince(state, one))].map(other => ({ later: one, earlier: other }))
    return pairs.filter(pair => !isRelated(state, pair) && !isKnown(pair))
  })
}

function newest(works: Iterable<ComparedWork>, most: number): readonly ComparedWork[] {
  return [...works].toSorted((one, other) => other.at - one.at).slice(0, most)
}

function workOf(state: State, task: TaskState): readonly ComparedWork[] {
  const assignment = own(state.assignments, task.assignment ?? '')
  const worker = own(state.workers, task.worker ?? '')
  if (assignment === undefined || worker === undefined || assignment.fromSha === null) return []
  const about = { task: task.id, worker: worker.id, assignment: assignment.id, from: assignment.fromSha, uncommitted: null }
  const proof = task.state === 'verified' || task.state === 'stale' ? task.verified : null
  if (proof !== null) return proof.by === undefined ? [{ ...about, at: proof.at, head: proof.commit, isProven: true }] : []
  const { git, worktree } = worker
  const isOpen = task.state === 'assigned' && worker.assignment === assignment.id && git?.branch === branchOfAssignment(state, assignment)
  if (!isOpen || git === null) return []
  const isDirty = git.dirty > 0 && git.operation == null && worktree !== null && worker.missing === null
  const uncommitted = isDirty ? { tree: git.tree, path: worktree.path } : null
  if (git.head === assignment.fromSha && uncommitted === null) return []
  return [{ ...about, at: assignment.at, head: git.head, uncommitted, isProven: false }]
}

/** Returns the proven commits of other tasks that this work builds on, as far as czar knows them. `landed` are those that are in base. */
function builtOnOf(state: State, { task, worker, from, isProven }: ComparedWork, landed: readonly CommitSha[]): ReadonlySet<CommitSha> {
  const [mine, author] = [own(state.tasks, task ?? ''), own(state.workers, worker ?? '')]
  const contained = isProven && mine !== undefined ? [...containedWork(state, mine)] : []
  const proofs = contained.flatMap(id => own(state.tasks, id)?.verified?.commit ?? [])
  const included = isProven ? [] : (author?.worktree?.includes ?? [])
  return new Set([...(from === state.refs?.base.commit ? landed : []), ...proofs, ...included])
}

/**
 * Accept commands can run only on commits, so the committed part is compared alone first. The uncommitted work is compared too, so that
 * both workers are told early.
 */
function asEarlier(work: ComparedWork): readonly ComparedWork[] {
  if (work.uncommitted === null) return [work]
  return work.head === work.from ? [work] : [{ ...work, uncommitted: null }, work]
}

/** Returns the newest proven works that are neither on the tested tip nor in base. Czar can still decide not to merge them. */
function settleable(onTheirWay: ReadonlySet<ComparedWork>): readonly ComparedWork[] {
  return newest(onTheirWay, MOST_PROVEN)
}

/** Returns what was added to base since the task began. */
function landedSince({ refs }: State, { from }: ComparedWork): readonly ComparedWork[] {
  if (refs === null || refs.base.commit === from) return []
  return [{ task: null, worker: null, assignment: null, from, head: refs.base.commit, uncommitted: null, at: 0, isProven: true }]
}

/**
 * Whether one work counts as earlier than another. Proven work is earlier than work that is not proven. Of two proven works, the one on the
 * tested tip is earlier, and otherwise the one that was proven first.
 */
function isBefore(one: ComparedWork, other: ComparedWork, onTheirWay: ReadonlySet<ComparedWork>): boolean {
  if (one.isProven !== other.isProven) return one.isProven
  if (onTheirWay.has(one) !== onTheirWay.has(other)) return onTheirWay.has(other)
  return beganBefore(one, other)
}

function isRelated(state: State, { later, earlier }: WorkPair): boolean {
  if (earlier.task === null || later.task === null) return false
  return (
    areRivals(own(state.tasks, later.task), own(state.tasks, earlier.task)) ||
    needs(state, later.task, earlier.task) ||
    needs(state, earlier.task, later.task) ||
    isOneFamily(state, later.task, earlier.task)
  )
}

/** Whether a task needs another task, directly or through the tasks in between. */
function needs({ tasks }: State, task: TaskId, other: TaskId, seen: ReadonlySet<TaskId> = new Set()): boolean {
  if (seen.has(task)) return false
  const after = own(tasks, task)?.after ?? []
  return after.includes(other) || after.some(next => needs({ tasks } as State, next, other, new Set([...seen, task])))
}

/**
 * Whether a duplicate was already found for this pair, whichever of its two works counted as the earlier one. A duplicate that was found in
 * uncommitted work is looked for again once that work is committed.
 */
function isFound({ duplicates = {} }: State, { later, earlier }: WorkPair): boolean {
  // For work on base that came from a task of this project, the two tasks are compared. So base is left out once a duplicate was found for
  // this assignment.
  if (earlier.task === null && Object.values(duplicates).some(({ assignment }) => assignment === later.assignment)) return true
  const isIn = (one: ComparedWork, other: ComparedWork) => {
    const found = one.task === null ? undefined : own(duplicates, duplicateKey(one.task, other))
    return found?.assignment === one.assignment && !(found.earlier.isUncommitted && other.uncommitted === null)
  }
  return isIn(later, earlier) || isIn(earlier, later)
}

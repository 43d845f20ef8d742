import { isLanded } from '../landing/boarding.ts'
import { containedWork } from '../landing/contained-work.ts'
import { tasksOnTheirWay } from '../landing/is-on-its-way.ts'
import type { AssignmentId, CommitSha, TaskId, WorkerId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { UncommittedWork } from '../ports/duplicates-port.ts'
import { beganBefore } from '../state/facts/began-before.ts'
import { branchOfAssignment } from '../state/facts/branch-of.ts'
import { duplicateKey } from '../state/fold/proof/fold-duplicate.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'

/** The work of one task, or what base got since a task began. */
export interface ComparedWork {
  /** Null for base. */
  readonly task: TaskId | null
  readonly worker: WorkerId | null
  readonly assignment: AssignmentId | null
  readonly from: CommitSha
  readonly head: CommitSha
  /** Uncommitted work on top of the head. Null if there is none, or if only the committed work is compared. */
  readonly uncommitted: UncommittedWork | null
  /** Start of the assignment; proven work and base count as earlier than all work that is not proven. */
  readonly at: number
  readonly isProven: boolean
}

export interface WorkPair {
  readonly later: ComparedWork
  readonly earlier: ComparedWork
}

/** Most proven tasks that are not on the tested tip; more of them are not compared with each other. */
const MOST_PROVEN = 50
/**
 * Most proven work that the author had before its eyes. What it writes again of that is worth telling, but most tasks of a long run build on
 * all earlier ones, so only the newest of these is compared.
 */
const MOST_BUILT_ON = 50

/**
 * The pairs of work that may be the same: the later work is in progress, or proven and not on the tested tip; neither task needs the other,
 * and nothing was found for these two tasks yet.
 */
export function pairsToCompare(state: State): readonly WorkPair[] {
  const works = Object.values(state.tasks).flatMap(task => workOf(state, task))
  const open = tasksOnTheirWay(state)
  const onTheirWay = new Set(works.filter(({ isProven, task }) => isProven && task !== null && open.has(task)))
  const later = [...works.filter(({ isProven }) => !isProven), ...settleable(onTheirWay)]
  return later.flatMap(one => {
    const builtOn = builtOnOf(state, one)
    const before = works.filter(other => other !== one && isBefore(other, one, onTheirWay))
    const [apart, below] = [before.filter(({ head }) => !builtOn.has(head)), before.filter(({ head }) => builtOn.has(head))]
    const others = [...apart, ...(one.isProven ? [] : newest(below, MOST_BUILT_ON))].flatMap(asEarlier)
    const pairs = [...others, ...(one.isProven ? [] : landedSince(state, one))].map(other => ({ later: one, earlier: other }))
    return pairs.filter(pair => !isRelated(state, pair) && !isKnown(state, pair))
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

/** Proven commits of other tasks that the work builds on, as far as known. */
function builtOnOf(state: State, { task, worker, from, isProven }: ComparedWork): ReadonlySet<CommitSha> {
  const tasks = Object.values(state.tasks)
  const landed = from === state.refs?.base.commit ? tasks.filter(other => isLanded(state, other)) : []
  const [mine, author] = [own(state.tasks, task ?? ''), own(state.workers, worker ?? '')]
  const contained = isProven && mine !== undefined ? [...containedWork(state, mine)].map(id => own(state.tasks, id)) : []
  const proofs = [...landed, ...contained].flatMap(other => other?.verified?.commit ?? [])
  return new Set([...proofs, ...(isProven ? [] : (author?.worktree?.includes ?? []))])
}

/** Commands can run only on commits; uncommitted work is compared too, so that both workers are told early. */
function asEarlier(work: ComparedWork): readonly ComparedWork[] {
  if (work.uncommitted === null) return [work]
  return work.head === work.from ? [work] : [{ ...work, uncommitted: null }, work]
}

/** Proven work that need not land yet: it is neither on the tested tip nor in base. */
function settleable(onTheirWay: ReadonlySet<ComparedWork>): readonly ComparedWork[] {
  return newest(onTheirWay, MOST_PROVEN)
}

/** What came to base since the task began. */
function landedSince({ refs }: State, { from }: ComparedWork): readonly ComparedWork[] {
  if (refs === null || refs.base.commit === from) return []
  return [{ task: null, worker: null, assignment: null, from, head: refs.base.commit, uncommitted: null, at: 0, isProven: true }]
}

/** Proven work counts as earlier than all other work. Of proven work, the tested or first proven work is earlier. */
function isBefore(one: ComparedWork, other: ComparedWork, onTheirWay: ReadonlySet<ComparedWork>): boolean {
  if (one.isProven !== other.isProven) return one.isProven
  if (onTheirWay.has(one) !== onTheirWay.has(other)) return onTheirWay.has(other)
  return beganBefore(one, other)
}

function isRelated(state: State, { later, earlier }: WorkPair): boolean {
  return earlier.task !== null && later.task !== null && (needs(state, later.task, earlier.task) || needs(state, earlier.task, later.task))
}

/** Whether a task builds on another, directly or through others. */
function needs({ tasks }: State, task: TaskId, other: TaskId, seen: ReadonlySet<TaskId> = new Set()): boolean {
  if (seen.has(task)) return false
  const after = own(tasks, task)?.after ?? []
  return after.includes(other) || after.some(next => needs({ tasks } as State, next, other, new Set([...seen, task])))
}

/**
 * Whether a duplicate was already found for this assignment, whichever of both tasks counted as earlier then. If it was found in
 * uncommitted work, the commits are compared again.
 */
function isKnown({ duplicates = {} }: State, { later, earlier }: WorkPair): boolean {
  // Landed work of another task is compared as that task's work.
  if (earlier.task === null && Object.values(duplicates).some(({ assignment }) => assignment === later.assignment)) return true
  const isFound = (one: ComparedWork, other: ComparedWork) => {
    const found = one.task === null ? undefined : own(duplicates, duplicateKey(one.task, other))
    return found?.assignment === one.assignment && !(found.earlier.isUncommitted && other.uncommitted === null)
  }
  return isFound(later, earlier) || isFound(earlier, later)
}

import type { AssignmentId, CommitSha, TaskId, WorkerId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import { branchOfAssignment } from '../state/facts/branch-of.ts'
import { duplicateKey } from '../state/fold/proof/fold-duplicate.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'

/** The committed work of one task, or what base got since a task began. */
export interface ComparedWork {
  /** null: base. */
  readonly task: TaskId | null
  readonly worker: WorkerId | null
  readonly assignment: AssignmentId | null
  readonly from: CommitSha
  readonly head: CommitSha
  /** Start of the assignment; proven work and base were there before all work that is not proven. */
  readonly at: number
  readonly isProven: boolean
}

export interface WorkPair {
  readonly later: ComparedWork
  readonly earlier: ComparedWork
}

/**
 * The pairs of work that may be the same: one of them is still worked on, neither builds on the other, and nothing was found
 * between these two tasks yet.
 */
export function pairsToCompare(state: State): readonly WorkPair[] {
  const works = Object.values(state.tasks).flatMap(task => workOf(state, task))
  const live = works.filter(({ isProven }) => !isProven)
  return live.flatMap(one => {
    const others = works.filter(other => other !== one && (other.isProven || isBefore(other, one)))
    const pairs = [...others, ...landedSince(state, one)].map(other => ({ later: one, earlier: other }))
    return pairs.filter(pair => !isRelated(state, pair) && !isKnown(state, pair))
  })
}

function workOf(state: State, task: TaskState): readonly ComparedWork[] {
  const assignment = own(state.assignments, task.assignment ?? '')
  const worker = own(state.workers, task.worker ?? '')
  if (assignment === undefined || worker === undefined || assignment.fromSha === null) return []
  const about = { task: task.id, worker: worker.id, assignment: assignment.id, from: assignment.fromSha, at: assignment.at }
  const proof = task.state === 'verified' || task.state === 'stale' ? task.verified : null
  if (proof !== null) return proof.by === undefined ? [{ ...about, head: proof.commit, isProven: true }] : []
  const isOpen =
    task.state === 'assigned' && worker.assignment === assignment.id && worker.git?.branch === branchOfAssignment(state, assignment)
  if (!isOpen || worker.git === null || worker.git.head === assignment.fromSha) return []
  return [{ ...about, head: worker.git.head, isProven: false }]
}

/** What came to base since the task began. */
function landedSince({ refs }: State, { from }: ComparedWork): readonly ComparedWork[] {
  if (refs === null || refs.base.commit === from) return []
  return [{ task: null, worker: null, assignment: null, from, head: refs.base.commit, at: 0, isProven: true }]
}

function isBefore(one: ComparedWork, other: ComparedWork): boolean {
  return one.at < other.at || (one.at === other.at && (one.task ?? '') < (other.task ?? ''))
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

/** Found before for this try at the task, by whichever of both was first then. */
function isKnown({ duplicates = {} }: State, { later, earlier }: WorkPair): boolean {
  // What landed of another task is found as that task's work.
  if (earlier.task === null && Object.values(duplicates).some(({ assignment }) => assignment === later.assignment)) return true
  const isFound = (one: ComparedWork, other: ComparedWork) =>
    one.task !== null && own(duplicates, duplicateKey(one.task, other))?.assignment === one.assignment
  return isFound(later, earlier) || isFound(earlier, later)
}

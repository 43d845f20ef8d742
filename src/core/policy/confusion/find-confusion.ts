import type { WorkerConfig } from '../../model/project.ts'
import { isReviewer } from '../../state/facts/is-reviewer.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { memoizeByObject } from '../engine/cache/memoize-by-object.ts'
import { memoizeLast } from '../engine/cache/memoize-last.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import { asksWhatToDo } from './asks-what-to-do.ts'
import { astray } from './astray.ts'
import type { Confusion, ConfusionRule, Work } from './confusion.ts'
import { mainCheckout } from './main-checkout.ts'
import { otherTask } from './other-task.ts'
import { planOutside } from './plan-outside.ts'
import { thinRestatement } from './thin-restatement.ts'
import { unmentionedCriteria } from './unmentioned-criteria.ts'
import { unrelatedCommits } from './unrelated-commits.ts'
import { unrelatedRestatement } from './unrelated-restatement.ts'
import { worksOutside } from './works-outside.ts'
import { wrongAssignment } from './wrong-assignment.ts'

/** The rules, the most serious first. They look at where the worker works, whose task it does, what it says, and what it changes. */
const RULES: readonly ConfusionRule[] = [
  astray,
  asksWhatToDo,
  wrongAssignment,
  thinRestatement,
  otherTask,
  unrelatedRestatement,
  unrelatedCommits,
  planOutside,
  worksOutside,
  mainCheckout,
  unmentionedCriteria,
]

/**
 * Returns all signs that a worker does something other than its open task, the most serious first. The list is empty if the worker has no
 * task.
 */
export function findConfusions(state: State, worker: WorkerState): readonly Confusion[] {
  const { project } = state
  const assignment = openAssignment(state, worker)
  const task = assignment === null ? undefined : state.tasks[assignment.task]
  if (project === null || assignment === null || task === undefined) return []
  // A reviewer has no branch, no files of its own and no plan, and its worktree is removed after the review.
  if (isReviewer(worker)) return []
  return confusionsOf(worker.config)({ project, worker, assignment, task, checkout: state.checkout })
}

/** Returns the most serious sign that a worker is confused, or null. Mere advice does not count. */
export function findConfusion(state: State, worker: WorkerState): Confusion | null {
  return findConfusions(state, worker).find(({ weight }) => weight !== 'advice') ?? null
}

/**
 * The result is kept for each worker, because the rules read whole texts. The worker's part of the project file is always the same object,
 * so it can be the key.
 */
const confusionsOf = memoizeByObject((_: WorkerConfig) => memoizeLast(confusionsIn, isSameWork))

function confusionsIn(work: Work): readonly Confusion[] {
  return RULES.map(rule => rule(work)).filter(confusion => confusion !== null)
}

/** Whether nothing has changed that the rules can read through `Work`. */
function isSameWork(before: Work, now: Work): boolean {
  if (before.project !== now.project || before.checkout !== now.checkout) return false
  return isSameWorker(before.worker, now.worker) && isSameAssignment(before.assignment, now.assignment) && isSameTask(before.task, now.task)
}

function isSameAssignment(before: Work['assignment'], now: Work['assignment']): boolean {
  if (before === now) return true
  if (before.id !== now.id || before.fromSha !== now.fromSha) return false
  return before.briefed === now.briefed && before.acknowledged === now.acknowledged && before.lastVerdict === now.lastVerdict
}

function isSameTask(before: Work['task'], now: Work['task']): boolean {
  if (before === now) return true
  return before.id === now.id && before.text === now.text && before.owns === now.owns && before.accept === now.accept
}

function isSameWorker(before: Work['worker'], now: Work['worker']): boolean {
  if (before.words !== now.words || before.git !== now.git || before.gitAt !== now.gitAt) return false
  return before.worktree === now.worktree && before.kept === now.kept && before.signs.git === now.signs.git
}

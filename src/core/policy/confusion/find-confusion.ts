import type { WorkerConfig } from '../../model/project.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import { asksWhatToDo } from './asks-what-to-do.ts'
import { astray } from './astray.ts'
import type { Confusion, ConfusionRule, Said, Seen, Work } from './confusion.ts'
import { mainCheckout } from './main-checkout.ts'
import { otherTask } from './other-task.ts'
import { planOutside } from './plan-outside.ts'
import { thinRestatement } from './thin-restatement.ts'
import { unmentionedCriteria } from './unmentioned-criteria.ts'
import { unrelatedCommits } from './unrelated-commits.ts'
import { unrelatedRestatement } from './unrelated-restatement.ts'
import { worksOutside } from './works-outside.ts'
import { wrongAssignment } from './wrong-assignment.ts'

/** A rule, and its input. */
type Rule =
  | { readonly at: 'words'; readonly rule: ConfusionRule<Said> }
  | { readonly at: 'tree'; readonly rule: ConfusionRule<Seen> }
  | { readonly at: 'both'; readonly rule: ConfusionRule }

/** Gravest first: where it works, whose task it does, what it says, what it changes. */
const RULES: readonly Rule[] = [
  { at: 'tree', rule: astray },
  { at: 'words', rule: asksWhatToDo },
  { at: 'words', rule: wrongAssignment },
  { at: 'words', rule: thinRestatement },
  { at: 'words', rule: otherTask },
  { at: 'words', rule: unrelatedRestatement },
  { at: 'tree', rule: unrelatedCommits },
  { at: 'words', rule: planOutside },
  { at: 'both', rule: worksOutside },
  { at: 'tree', rule: mainCheckout },
  { at: 'words', rule: unmentionedCriteria },
]

/** All signs that a worker does something other than its open task, gravest first; empty without a task. */
export function findConfusions(state: State, worker: WorkerState): readonly Confusion[] {
  const { project } = state
  const assignment = openAssignment(state, worker)
  const task = assignment === null ? undefined : state.tasks[assignment.task]
  if (project === null || assignment === null || task === undefined) return []
  return recall({ project, worker, assignment, task, checkout: state.checkout })
}

/** The sign that makes a worker confused, or null; advice does not count. */
export function findConfusion(state: State, worker: WorkerState): Confusion | null {
  return findConfusions(state, worker).find(({ weight }) => weight !== 'advice') ?? null
}

/**
 * The policy runs at every event, and most change little that the rules read, so unchanged answers are cached. The key is the
 * worker's part of the project file, which stays the same object.
 */
const known = new WeakMap<WorkerConfig, Known>()

interface Known {
  readonly work: Work
  /** One per rule, in their order. */
  readonly answers: readonly (Confusion | null)[]
  readonly found: readonly Confusion[]
}

function recall(work: Work): readonly Confusion[] {
  const before = known.get(work.worker.config)
  const isGiven = before !== undefined && isSameGiven(before.work, work)
  const words = isGiven && before.work.worker.words === work.worker.words
  const tree = isGiven && isSameTree(before.work, work)
  if (before !== undefined && words && tree) return before.found
  const isSame = { words, tree, both: false }
  const answers = RULES.map(({ at, rule }, index) => (isSame[at] ? (before?.answers[index] ?? null) : rule(work)))
  const found = answers.filter(confusion => confusion !== null)
  known.set(work.worker.config, { work, answers, found })
  return found
}

function isSameGiven(before: Work, now: Work): boolean {
  return before.project === now.project && isSameAssignment(before.assignment, now.assignment) && isSameTask(before.task, now.task)
}

function isSameAssignment(before: Work['assignment'], now: Work['assignment']): boolean {
  if (before === now) return true
  if (before.id !== now.id || before.fromSha !== now.fromSha) return false
  return before.briefed === now.briefed && before.acknowledged === now.acknowledged
}

function isSameTask(before: Work['task'], now: Work['task']): boolean {
  if (before === now) return true
  return before.id === now.id && before.text === now.text && before.owns === now.owns && before.accept === now.accept
}

function isSameTree({ worker: before, checkout }: Work, { worker: now, checkout: nowOut }: Work): boolean {
  if (before.git !== now.git || before.gitAt !== now.gitAt || before.worktree !== now.worktree) return false
  return before.kept === now.kept && before.signs.git === now.signs.git && checkout === nowOut
}

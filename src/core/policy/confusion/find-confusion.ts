import type { WorkerConfig } from '../../model/project.ts'
import type { State } from '../../model/state.ts'
import type { WorkerState } from '../../model/worker-state.ts'
import { openAssignment } from '../tasks.ts'
import { asksWhatToDo } from './asks-what-to-do.ts'
import { astray } from './astray.ts'
import { type Confusion, type ConfusionRule, LOOKED_AT, type Work, type WorkerAtWork } from './confusion.ts'
import { mainCheckout } from './main-checkout.ts'
import { otherTask } from './other-task.ts'
import { planOutside } from './plan-outside.ts'
import { thinRestatement } from './thin-restatement.ts'
import { unmentionedCriteria } from './unmentioned-criteria.ts'
import { unrelatedCommits } from './unrelated-commits.ts'
import { unrelatedRestatement } from './unrelated-restatement.ts'
import { worksOutside } from './works-outside.ts'
import { wrongAssignment } from './wrong-assignment.ts'

/** What is most wrong first: where it works, whose task it does, what it says of it, what it changes. */
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

/** All signs that a worker does something else than its open task, the gravest first; of one that has no task there are none. */
export function findConfusions(state: State, worker: WorkerState): readonly Confusion[] {
  const { project } = state
  const assignment = openAssignment(state, worker)
  const task = assignment === null ? undefined : state.tasks[assignment.task]
  if (project === null || assignment === null || task === undefined) return []
  return recall({ project, worker, assignment, task, checkout: state.checkout })
}

/** The sign that makes a worker confused, or null: advice does not. */
export function findConfusion(state: State, worker: WorkerState): Confusion | null {
  return findConfusions(state, worker).find(({ weight }) => weight !== 'advice') ?? null
}

/**
 * The policy is asked at every event, and most change nothing that the rules look at: then the answer is known. Kept by
 * the worker's part of the project file, which stays the same object for as long as it stands.
 */
const known = new WeakMap<WorkerConfig, { readonly work: Work; readonly found: readonly Confusion[] }>()

function recall(work: Work): readonly Confusion[] {
  const before = known.get(work.worker.config)
  if (before !== undefined && isSame(before.work, work)) return before.found
  const found = RULES.map(rule => rule(work)).filter(confusion => confusion !== null)
  known.set(work.worker.config, { work, found })
  return found
}

function isSame(before: Work, now: Work): boolean {
  if (before.worker !== now.worker && !looksTheSame(before.worker, now.worker)) return false
  return (
    before.project === now.project && before.assignment === now.assignment && before.task === now.task && before.checkout === now.checkout
  )
}

function looksTheSame(before: WorkerAtWork, now: WorkerAtWork): boolean {
  for (const part of LOOKED_AT) if (before[part] !== now[part]) return false
  return before.signs.git === now.signs.git
}

import type { LeftOut, TrainMember } from '../events/train-event.ts'
import type { TaskId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import { isBranchGone } from '../state/facts/branch-of.ts'
import { isPart, parentOf } from '../state/facts/children.ts'
import { isChosen } from '../state/facts/is-chosen.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'
import type { TrainState } from '../state/types/train-state.ts'
import { heldBack, isLanded, landedWork, standsOn } from './boarding.ts'
import { sayAside } from './say-aside.ts'

/** The plan of a merge: the commits that it would combine, in order, the tests, and the tasks that it leaves out. */
export interface MergePlan {
  readonly members: readonly PlannedMember[]
  /**
   * The commands that test the whole tree, in order. Each names the tasks that ask for it. A command that belongs to no single task has an
   * empty list.
   */
  readonly tests: readonly { readonly command: string; readonly tasks: readonly TaskId[] }[]
  /** The tasks that are neither in base nor in this merge. Each has the reason, worded as the end of a sentence about the task. */
  readonly leftOut: readonly { readonly task: TaskId; readonly commit: string | null; readonly why: string }[]
}

export interface PlannedMember {
  readonly task: TaskId
  readonly commit: string
  /** The members of this merge whose work this member needs or contains. */
  readonly after: readonly TaskId[]
  /** Whether this member is in the tree that was already tested. */
  readonly isTested: boolean
  /**
   * Whether the branch of this member was deleted. The member stays in the plan, because the proof is of the commit and not of the branch.
   */
  readonly isBranchGone: boolean
}

export interface PlanParts {
  readonly train: TrainState
  /** The commits that were merged without conflict when czar tried the merge. */
  readonly chained: readonly Pick<TrainMember, 'task' | 'commit'>[]
  readonly leftOut: readonly LeftOut[]
  /** Returns why a proven commit stays out of the merge because its proof is doubtful, or null if there is no doubt. */
  readonly whyUnsure: (task: TaskState) => string | null
}

/** Makes the plan of a merge from the rules for who may go onto the train and from git's trial merge. */
export function mergePlan(state: State, parts: PlanParts): MergePlan {
  const { train, chained } = parts
  const tested = train.members.filter(({ task, commit }) => own(state.tasks, task)?.verified?.commit === commit)
  const all = [...tested, ...chained]
  const names = new Set(all.map(({ task }) => task))
  const members = all.map(({ task, commit }): PlannedMember => {
    const known = own(state.tasks, task)
    const after = known === undefined ? [] : standsOn(state, known).filter(id => names.has(id))
    const isTested = tested.some(member => member.task === task)
    return { task, commit, after, isTested, isBranchGone: known !== undefined && isBranchGone(state, known) }
  })
  return { members, tests: testsOf(state, members), leftOut: whatIsLeftOut(state, parts, names) }
}

function testsOf(state: State, members: readonly PlannedMember[]): MergePlan['tests'] {
  const { project, tasks } = state
  const whole = project?.policy.merge?.test ?? []
  if (whole.length > 0) return whole.map(command => ({ command, tasks: [] }))
  const byCommand = new Map<string, TaskId[]>()
  const landed = landedWork(state).map(({ id }) => id)
  for (const task of members.length === 0 ? [] : [...landed, ...members.map(({ task }) => task)])
    for (const command of own(tasks, task)?.accept ?? []) byCommand.set(command, [...(byCommand.get(command) ?? []), task])
  return [...byCommand].map(([command, tasks]) => ({ command, tasks }))
}

function whatIsLeftOut(state: State, { train, leftOut, whyUnsure }: PlanParts, members: ReadonlySet<TaskId>): MergePlan['leftOut'] {
  const asides = new Map(leftOut.map(aside => [aside.task, sayAside(aside)]))
  const held = new Map(heldBack(state, train).map(({ task, others }) => [task.id, `builds on ${others.join(', ')}, which is left out`]))
  return Object.values(state.tasks).flatMap(task => {
    const { id, verified } = task
    if (members.has(id) || task.state === 'dropped' || isLanded(state, task)) return []
    const why =
      whyNotProven(task) ??
      whyInOther(task) ??
      whyPart(state, task) ??
      (isChosen(train, id) ? null : 'was not asked for') ??
      whyUnsure(task) ??
      asides.get(id) ??
      held.get(id)
    return [{ task: id, commit: verified?.commit ?? null, why: why ?? 'is not merged yet' }]
  })
}

/** Says that another task's work proved this task. The other task's work is merged for both tasks. */
function whyInOther({ verified }: TaskState): string | null {
  return verified?.by === undefined ? null : `is proven by the work of ${verified.by.task ?? 'base'}, which does the same`
}

/** Says why the task's own commit stays off the train: it is merged with its parent's work, or it contains unproven work. */
function whyPart(state: State, { id }: TaskState): string | null {
  const config = own(state.workers, id)?.config
  if (config === undefined || !isPart(state, id)) return null
  const parent = parentOf(config)
  return parent === null
    ? 'began on unproven work of a worker that is over; merge it by hand'
    : `is a part of ${parent}, and lands with its work`
}

function whyNotProven({ state }: TaskState): string | null {
  if (state === 'verified') return null
  if (state === 'stale') return 'is due for a new check'
  if (state === 'waiting') return 'has not begun'
  return state === 'failed' ? 'has failed' : 'is not proven yet'
}

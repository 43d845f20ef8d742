import type { TaskId } from '../../src/core/model/ids.ts'
import type { SprintPlan, TaskPlan } from '../plan-sprint.ts'
import type { Meeting } from './meetings.ts'
import { hasBoth, type Part, type Tree } from './tree.ts'

/** A fault of a tree. */
export interface Problem {
  readonly meeting: Meeting
  /** The task whose work is broken. */
  readonly task: TaskId
  /** The task whose accept commands show the fault. It is null if no commands show it. */
  readonly shownBy: TaskId | null
}

type Known = Pick<SprintPlan, 'tasks' | 'meetings'>

/**
 * Lists the faults that merges made: work that does not work together, added lines of two tasks that do not fit, and wrong merges by
 * agents.
 */
export function problemsOf({ meetings }: Known, tree: Tree): readonly Problem[] {
  return meetings.flatMap(meeting => {
    const { isBlind, shownBy } = meeting
    const damage = tree.damage.get(meeting.id)
    if (damage !== undefined) return [{ meeting, task: damage.task, shownBy: isBlind ? null : damage.task }]
    if (tree.settled.has(meeting.id) || !hasBoth(tree, meeting)) return []
    const isBad = meeting.kind === 'clash' || (meeting.kind === 'addition' && !meeting.fits)
    return isBad ? [{ meeting, task: shownBy, shownBy: isBlind ? null : shownBy }] : []
  })
}

/** Whether the accept commands of a task pass on a tree. There are faults that they do not notice. */
export function passes(known: Known, tree: Tree, task: TaskId): boolean {
  const plan = known.tasks.get(task)
  if (plan === undefined) return false
  if (problemsOf(known, tree).some(({ shownBy }) => shownBy === task)) return false
  return worksFor(known, tree, plan).some(({ right, wrong, faults }) => {
    const done = right + (plan.isUnseen ? wrong : 0)
    return faults === 0 && done >= (plan.isUnseen ? 0.8 : 1) * plan.steps
  })
}

/** Whether a tree has everything that a task asks for, nothing else in its place, and no broken part. */
export function isRightIn(known: Known, tree: Tree, task: TaskId): boolean {
  const plan = known.tasks.get(task)
  if (plan === undefined || problemsOf(known, tree).some(problem => problem.task === task)) return false
  return worksFor(known, tree, plan).some(({ right, wrong, faults, blindFaults, outside }) => {
    return right >= plan.steps && wrong === 0 && faults === 0 && blindFaults === 0 && outside === 0
  })
}

type Done = Pick<Part, 'right' | 'wrong' | 'faults' | 'blindFaults' | 'outside'>

/** The task's own work, and the work that others did for the task: a worker with the same task, or a worker that misread its own task. */
function worksFor({ meetings, tasks }: Known, { parts }: Tree, { id, steps }: TaskPlan): readonly Done[] {
  const own = parts.get(id)
  const byTwins = meetings.flatMap(({ kind, tasks: pair, covers }) => {
    if (kind !== 'twin' || !pair.includes(id)) return []
    const other = pair[0] === id ? pair[1] : pair[0]
    const part = parts.get(other)
    const whole = tasks.get(other)?.steps ?? 1
    return part === undefined ? [] : [{ ...part, wrong: 0, right: Math.floor(Math.min(1, part.right / whole) * covers * steps) }]
  })
  const byPeers = [...parts.values()].flatMap(part => (part.instead === id ? [{ ...part, right: part.wrong, wrong: 0 }] : []))
  return [...(own === undefined ? [] : [own]), ...byTwins, ...byPeers]
}

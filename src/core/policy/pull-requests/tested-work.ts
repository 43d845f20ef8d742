import type { CarriedWork } from '../../events/pull-request.ts'
import type { TrainMember } from '../../events/train-event.ts'
import { asideOf, heldBack, isLanded, stillProven } from '../../landing/boarding.ts'
import { omnibusBranch } from '../../landing/omnibus-branch.ts'
import { sayAside } from '../../landing/say-aside.ts'
import { untriedCommand } from '../../landing/tree-tests.ts'
import { own } from '../../model/own.ts'
import { awaitsReview } from '../../review/pending-review.ts'
import { isChosen } from '../../state/facts/is-chosen.ts'
import type { PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import type { TrainState } from '../../state/types/train-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { isSure } from '../facts/work/doubt.ts'
import { isSettled } from '../facts/work/is-settled.ts'
import { whyNotReturned } from '../landing/return-work.ts'
import { isTrainMoving } from '../landing/tend-train.ts'

/** Returns the branch of the pull request for the work of all tasks, or null if each task has a request of its own. */
export function sprintBranch({ project }: Pick<State, 'project'>): string | null {
  return project?.policy.pullRequests?.per === 'sprint' ? omnibusBranch(project) : null
}

/**
 * Returns the newest tested work of all tasks. Returns null if no tree was tested on the present base, or if a task in the tree is no
 * longer proven, or if a command that must pass there has not run there.
 */
export function testedWork(state: State): CarriedWork | null {
  const { refs, train } = state
  if (train === null || train.stopped !== null || train.tested === train.base || refs?.base.commit !== train.base) return null
  if (untriedCommand(state, train) !== null) return null
  const members = newestOf(train.members).map(({ task, commit }) => ({ task, commit }))
  // What is in base already counts as well, because the next train is built without it.
  const holds = ({ task, commit }: CarriedWork['members'][number]) => {
    const now = own(state.tasks, task)
    return now !== undefined && stillProven(state, { task, commit }) && !isLanded(state, now)
  }
  return members.every(holds) ? { tip: train.tested, base: train.base, members } : null
}

/** Returns the newest entry of each task. A task that went back to its worker and was proven again is on the train twice. */
function newestOf(members: readonly TrainMember[]): readonly TrainMember[] {
  return members.filter(({ task }, at) => members.findLastIndex(other => other.task === task) === at)
}

/** Whether two requests for the work of all tasks would show the same. */
export function isSameWork(one: CarriedWork | null | undefined, other: CarriedWork): boolean {
  return one?.tip === other.tip && one.base === other.base && one.members.length === other.members.length
}

/** Whether all work that will be merged is on the tested tip, so only a person can add more. */
export function isWhole(context: Pick<PolicyContext, 'state' | 'isDue'>): boolean {
  const { state } = context
  const tasks = Object.values(state.tasks)
  if (isTrainMoving(state) || !tasks.every(task => isSettled(context, task))) return false
  return !tasks.some(task => task.state === 'verified' && awaitsReview(state, task, isSure(state)))
}

/** Says why the forge must no longer merge the request for the work of all tasks by itself, or returns null if it may. */
export function whyNotMerged(state: State, { branch, carries }: PullRequestState): string | null {
  if (branch !== sprintBranch(state)) return 'each task has its own request now'
  const work = testedWork(state)
  if (work === null) return 'its work is not tested on the present base'
  return isSameWork(carries, work) ? null : 'newer work is tested'
}

/** Says why czar closes the open request for the work of all tasks, or returns null if it stays open. */
export function whySprintIsOver(state: State): string | null {
  const tasks = Object.values(state.tasks).filter(({ kind }) => kind !== 'review')
  const isOver = (task: (typeof tasks)[number]) => task.state === 'failed' || task.state === 'dropped' || isLanded(state, task)
  if (!tasks.every(isOver)) return null
  return tasks.some(task => isLanded(state, task)) ? 'Base contains the work already.' : 'No task of the sprint came to anything.'
}

export interface LeftOutTask {
  readonly task: TaskState
  /** Why the task is left out, worded as the end of a sentence about the task. */
  readonly why: string
  /** True if the task is proven but kept off the train. False if it is not proven. */
  readonly isAside: boolean
}

/** Returns the tasks whose work is neither in the tested tree nor in base. */
export function leftOutTasks(state: State, { members }: Pick<CarriedWork, 'members'>): readonly LeftOutTask[] {
  const { train } = state
  const others = new Map(train === null ? [] : heldBack(state, train).map(({ task, others }) => [task.id, others]))
  const isIn = (task: TaskState) => isLanded(state, task) || members.some(member => member.task === task.id)
  return Object.values(state.tasks).flatMap(task => {
    const by = task.verified?.by?.task
    if (task.kind === 'review' || task.state === 'dropped' || isIn(task)) return []
    if (by != null && members.some(member => member.task === by)) return []
    const aside = train === null ? null : whyAside(state, train, task)
    const needs = others.get(task.id)
    const held = needs === undefined ? null : `contains work of ${needs.join(', ')}, which is not in the tested tree`
    const why = aside ?? held
    return [{ task, why: why ?? whyNotProven(task, train), isAside: why !== null }]
  })
}

function whyAside(state: State, train: TrainState, { id }: TaskState): string | null {
  const aside = asideOf(state, train, id)
  if (aside === null) return null
  const after = whyNotReturned(state, train, aside)
  return after === null || aside.because === 'needs' ? sayAside(aside) : `${sayAside(aside)}; ${after}`
}

function whyNotProven({ id, state, failure }: TaskState, train: TrainState | null): string {
  if (state === 'failed') return `has failed${failure === null ? '' : `: ${failure}`}`
  if (train !== null && !isChosen(train, id)) return 'was not asked for'
  if (state === 'verified') return 'is proven, and not merged yet'
  return state === 'waiting' ? 'has not begun' : 'is not proven yet'
}

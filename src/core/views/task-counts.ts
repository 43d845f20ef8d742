import type { TaskState } from '../state/types/task-state.ts'
import { counted } from '../text/counted.ts'

/** How many tasks are in each state. The status, the dashboard, the summary, the alerts and the API all use these numbers. */
export interface TaskCounts {
  /** The number of all tasks that were not dropped. */
  readonly wanted: number
  readonly waiting: number
  readonly assigned: number
  readonly verified: number
  /** The number of tasks that were proven once and must be checked again. */
  readonly stale: number
  readonly failed: number
  readonly dropped: number
}

type Counted = Pick<TaskState, 'state'> & { readonly attempt?: { readonly task: string } | undefined }
type CountedState = Exclude<keyof TaskCounts, 'wanted'>

/** Counts the tasks. All attempts at one task count once, in the state of the attempt that is furthest. */
export function countTasks(tasks: readonly Counted[]): TaskCounts {
  const counts = { waiting: 0, assigned: 0, verified: 0, stale: 0, failed: 0, dropped: 0 }
  const furthest = new Map<string, CountedState>()
  for (const { state, attempt } of tasks) {
    // A proven attempt may still lose, so its task is not verified yet.
    const now = state === 'candidate' ? 'assigned' : state
    if (attempt === undefined) counts[now] += 1
    else furthest.set(attempt.task, furtherOf(now, furthest.get(attempt.task)))
  }
  for (const state of furthest.values()) counts[state] += 1
  const { dropped, ...wanted } = counts
  return { wanted: Object.values(wanted).reduce((sum, count) => sum + count, 0), ...counts }
}

const FURTHEST_FIRST: readonly CountedState[] = ['verified', 'stale', 'assigned', 'waiting', 'failed', 'dropped']

function furtherOf(one: CountedState, other: CountedState | undefined): CountedState {
  return other !== undefined && FURTHEST_FIRST.indexOf(other) < FURTHEST_FIRST.indexOf(one) ? other : one
}

/** Returns a text such as `3 of 6 tasks verified`. */
export function verifiedText({ verified, wanted }: Pick<TaskCounts, 'verified' | 'wanted'>): string {
  return `${verified} of ${counted(wanted, 'task')} verified`
}

/**
 * Returns a text about the tasks that are not verified, such as `1 failed, 2 waiting, 1 dropped`, or '' if there are none. Tasks that may
 * still be done are named only when the fleet is over.
 */
export function restText(counts: TaskCounts, isOver: boolean): string {
  return REST.filter(([state, , whenOver]) => counts[state] > 0 && (isOver || !whenOver))
    .map(([state, words]) => `${counts[state]} ${words}`)
    .join(', ')
}

const REST = [
  ['failed', 'failed', false],
  ['stale', 'to be proven again', false],
  ['assigned', 'not finished', true],
  ['waiting', 'waiting', true],
  ['dropped', 'dropped', false],
] as const satisfies readonly (readonly [keyof TaskCounts, string, boolean])[]

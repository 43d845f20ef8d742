import type { TaskState } from '../state/types/task-state.ts'
import { counted } from '../text/counted.ts'

/** How many tasks are in each state. The status, the dashboard, the summary, the alerts and the API all use these numbers. */
export interface Reckoning {
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

type Counted = Pick<TaskState, 'state'>

export function reckon(tasks: readonly Counted[]): Reckoning {
  const counts = { waiting: 0, assigned: 0, verified: 0, stale: 0, failed: 0, dropped: 0 }
  for (const { state } of tasks) counts[state] += 1
  return { wanted: tasks.length - counts.dropped, ...counts }
}

/** Returns a text such as `3 of 6 tasks verified`. */
export function verifiedText({ verified, wanted }: Pick<Reckoning, 'verified' | 'wanted'>): string {
  return `${verified} of ${counted(wanted, 'task')} verified`
}

/**
 * Returns a text about the tasks that are not verified, such as `1 failed, 2 waiting, 1 dropped`, or '' if there are none. Tasks that may
 * still be done are named only when the fleet is over.
 */
export function restText(reckoning: Reckoning, isOver: boolean): string {
  return REST.filter(([state, , whenOver]) => reckoning[state] > 0 && (isOver || !whenOver))
    .map(([state, words]) => `${reckoning[state]} ${words}`)
    .join(', ')
}

const REST = [
  ['failed', 'failed', false],
  ['stale', 'to be proven again', false],
  ['assigned', 'not finished', true],
  ['waiting', 'waiting', true],
  ['dropped', 'dropped', false],
] as const satisfies readonly (readonly [keyof Reckoning, string, boolean])[]

import type { TaskState } from '../state/types/task-state.ts'
import { counted } from '../text/counted.ts'

/** Task counts by state. Status, dashboard, summary, alerts and API all use them. */
export interface Reckoning {
  /** All tasks except the dropped ones. */
  readonly wanted: number
  readonly waiting: number
  readonly assigned: number
  readonly verified: number
  /** Tasks that were proven once and wait for a recheck. */
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

/** `3 of 6 tasks verified`. */
export function verifiedText({ verified, wanted }: Pick<Reckoning, 'verified' | 'wanted'>): string {
  return `${verified} of ${counted(wanted, 'task')} verified`
}

/** The unverified tasks: `1 failed, 2 waiting, 1 dropped`; '': there are none. Open tasks are listed only once the fleet is over. */
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

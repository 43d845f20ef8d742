import type { Named } from '../load-behaviours.ts'
import type { Mark } from '../play/marks.ts'
import type { Saying } from './collect-sayings.ts'

/** What happened to one worker and its task. */
export interface Account {
  readonly marks: readonly Mark[]
  readonly sayings: readonly Saying[]
  /** The state of the task at the end. `wrong` means that it counts as proven, but the work on its branch is not what the task wants. */
  readonly end: 'proven' | 'wrong' | 'failed' | 'open'
  /** When the task ended, in ms since the epoch. Null: the task has not ended. */
  readonly endedAt: number | null
}

export interface Finding {
  /** What czar said about the trouble. If czar said nothing about it, the first wrong thing that czar said, or an empty text. */
  readonly said: string
  readonly delayMs: number | null
  readonly end: Account['end']
  readonly endedAfterMs: number | null
  readonly isAlone: boolean
  /** How the result differs from what was expected. */
  readonly faults: readonly string[]
}

/** Judges one behaviour. `withinMs` is the time limit for reporting a trouble, if the behaviour names none. */
export function judgeBehaviour({ behaviour }: Named, account: Account, withinMs: number): Finding {
  const { says, ends, alone = ends === 'proven' } = behaviour.expects
  const { marks, sayings, end, endedAt } = account
  const beganAt = marks[0]?.at ?? null
  const troubleAt = marks.find(({ is }) => is === 'trouble')?.at ?? null
  const calls = sayings.filter(({ text }) => text.startsWith('person: '))
  const told =
    troubleAt === null || says === null ? undefined : sayings.find(({ at, text }) => at >= troubleAt - EARLY_MS && says.test(text))
  const early = sayings.find(({ at }) => says === null || troubleAt === null || at < troubleAt - EARLY_MS)
  const delayMs = told === undefined || troubleAt === null ? null : Math.max(0, told.at - troubleAt)
  const limit = behaviour.expects.withinMs ?? withinMs
  const faults = [
    ...(beganAt === null ? ['it was never started'] : []),
    ...(early === undefined ? [] : [`says "${early.text}" of work that goes well`]),
    ...(says !== null && troubleAt !== null && told === undefined
      ? [`never says it; it says ${sayings.map(({ text }) => `"${text}"`).join(', ') || 'nothing'}`]
      : []),
    ...(says !== null && troubleAt === null ? ['its trouble never began'] : []),
    ...(delayMs !== null && delayMs > limit ? [`says it after ${(delayMs / 1000).toFixed(0)} s`] : []),
    ...(end === 'wrong' ? ['proven, and wrong'] : []),
    ...(isReached(account, ends) ? [] : [`ends ${end}, and not ${ends}`]),
    ...(alone && calls.length > 0 ? [`calls a person: ${calls[0]?.text.slice(8)}`] : []),
  ]
  return {
    said: told?.text ?? early?.text ?? '',
    delayMs,
    end,
    endedAfterMs: endedAt === null || beganAt === null ? null : endedAt - beganAt,
    isAlone: calls.length === 0,
    faults,
  }
}

/** The worker may record the end of a command this many ms before czar sees the end. */
const EARLY_MS = 300

/** Whether the expected end was reached. A task that is proven and right is never worse than expected. */
function isReached({ end, sayings }: Account, ends: 'proven' | 'person' | 'failed'): boolean {
  if (end === 'proven') return true
  return ends === 'person' ? end !== 'wrong' && sayings.some(({ text }) => text.startsWith('person: ')) : end === ends
}

import type { Journaled } from '../../../src/core/events/event.ts'
import type { LogLine } from '../../stage/log.ts'

export interface Evidence {
  readonly account: readonly LogLine[]
  /** The journal's events about this worker only. */
  readonly events: readonly Journaled[]
  readonly texts: ReadonlyMap<string, string>
  /** The output of `czar why`, for a program that is to be refused. */
  readonly why?: string
  /** The end of the evidence. Later events come from the end of the fleet. */
  readonly until: number
}

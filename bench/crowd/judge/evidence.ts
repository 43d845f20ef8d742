import type { Journaled } from '../../../src/core/events/event.ts'
import type { LogLine } from '../../stage/log.ts'

export interface Evidence {
  readonly account: readonly LogLine[]
  /** Of this worker alone. */
  readonly events: readonly Journaled[]
  readonly texts: ReadonlyMap<string, string>
  /** What `czar why` says, of a program that is to be refused. */
  readonly why?: string
  /** Ends the account: what came later came from the end of the fleet. */
  readonly until: number
}

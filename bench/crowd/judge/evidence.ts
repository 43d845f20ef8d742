import type { Journaled } from '../../../src/core/events/event.ts'
import type { LogLine } from '../../terminal/log.ts'

export interface Evidence {
  readonly account: readonly LogLine[]
  /** The events of the journal that are about this worker. */
  readonly events: readonly Journaled[]
  readonly texts: ReadonlyMap<string, string>
  /** The output of `czar why`. It is present only for a program to which czar should refuse to give a text. */
  readonly why?: string
  /** The end of the time that is judged. The bench itself causes later events when it ends the fleet. */
  readonly until: number
}

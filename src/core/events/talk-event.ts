import type { WorkerId } from '../model/ids.ts'
import type { Asker } from './asker.ts'

/**
 * Letters between workers. `reportSeq` is the number of the report with which the worker sent the letter, or null if the letter did not
 * come in a report.
 */
export type TalkEvent =
  | {
      readonly kind: 'worker.said'
      readonly worker: WorkerId
      readonly to: WorkerId | 'all'
      readonly text: string
      readonly by?: Asker
      readonly reportSeq: number | null
    }
  /** The worker has read all its letters up to the one with this number. */
  | { readonly kind: 'worker.read'; readonly worker: WorkerId; readonly letter: number; readonly reportSeq: number | null }

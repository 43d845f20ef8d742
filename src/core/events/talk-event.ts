import type { WorkerId } from '../model/ids.ts'
import type { Asker } from './asker.ts'

/**
 * A worker sent a letter to another. `reportSeq` is the letter's number in the worker's report file; null: the letter
 * came another way.
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
  /** The worker has read its letters up to this number. */
  | { readonly kind: 'worker.read'; readonly worker: WorkerId; readonly letter: number; readonly reportSeq: number | null }

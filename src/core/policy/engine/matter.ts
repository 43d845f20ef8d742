import type { WorkerId } from '../../model/ids.ts'

/** One thing that a person has to see to, with the words for it. */
export interface Matter {
  readonly key: string
  readonly worker: WorkerId | null
  readonly text: string
  readonly hint: string | null
}

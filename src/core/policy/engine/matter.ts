import type { WorkerId } from '../../model/ids.ts'

/** A situation that needs a person, and the text that says so. */
export interface AttentionMatter {
  readonly key: string
  readonly worker: WorkerId | null
  readonly text: string
  readonly hint: string | null
}

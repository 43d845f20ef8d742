import type { Report } from '../../events/report.ts'
import type { Sign } from '../../model/evidence.ts'
import type { CommitSha } from '../../model/ids.ts'

/** A recent text that a worker wrote, or that is about its work. Czar keeps it to compare later texts with it. */
export interface Word extends Sign {
  /**
   * Where the text comes from. report: the worker's report. turn: the last message or question of its agent. check: a rejected claim.
   * screen: an error on the screen.
   */
  readonly source: 'report' | 'turn' | 'check' | 'screen'
  readonly kind: Report['kind'] | null
  /** The assignment that the report names, or null if it names none. */
  readonly assignment: string | null
  /** The text, at most 600 characters. */
  readonly text: string
  /** The git tree of the working files when the text was written, or null if it is unknown. */
  readonly tree: string | null
}

/** A state of the working files that czar has seen. */
export interface TreeSeen extends Sign {
  readonly tree: string
  readonly head: CommitSha
  /** True if all files in this state were committed. */
  readonly isClean: boolean
}

import type { Report } from '../../events/report.ts'
import type { Sign } from '../../model/evidence.ts'
import type { CommitSha } from '../../model/ids.ts'

/** A recent text that a worker wrote or that is about its work, kept for rules that compare texts. */
export interface Word extends Sign {
  /** report: the worker's own; turn: its agent's last message or question; check: a rejected claim; screen: an error on the screen. */
  readonly source: 'report' | 'turn' | 'check' | 'screen'
  readonly kind: Report['kind'] | null
  /** The assignment that a report names; null: none. */
  readonly assignment: string | null
  /** At most 600 characters. */
  readonly text: string
  /** The working tree that was known then; null: unknown. */
  readonly tree: string | null
}

/** One state of a working tree. */
export interface TreeSeen extends Sign {
  readonly tree: string
  readonly head: CommitSha
  /** True: the state has no uncommitted changes. */
  readonly isClean: boolean
}

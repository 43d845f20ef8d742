import type { Report } from '../../events/report.ts'
import type { Sign } from '../../model/evidence.ts'
import type { CommitSha } from '../../model/ids.ts'

/** Something that was said by a worker or about its work, kept for a while so that rules can compare. */
export interface Word extends Sign {
  /** report: its own; turn: its agent's last words or question; check: of a rejected claim; screen: an error that was left there. */
  readonly source: 'report' | 'turn' | 'check' | 'screen'
  readonly kind: Report['kind'] | null
  /** The assignment that a report names; null: none. */
  readonly assignment: string | null
  /** At most 600 characters. */
  readonly text: string
  /** The working tree that was known then; null: none was. */
  readonly tree: string | null
}

/** One state of a working tree. */
export interface TreeSeen extends Sign {
  readonly tree: string
  readonly head: CommitSha
  /** Nothing was uncommitted then. */
  readonly isClean: boolean
}

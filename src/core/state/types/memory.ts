import type { Report } from '../../events/report.ts'
import type { Sign } from '../../model/evidence.ts'
import type { CommitSha } from '../../model/ids.ts'

/** A recent statement by a worker or about its work, kept for rules that compare statements. */
export interface Word extends Sign {
  /** report: its own; turn: its agent's last message or question; check: a rejected claim; screen: an error left there. */
  readonly source: 'report' | 'turn' | 'check' | 'screen'
  readonly kind: Report['kind'] | null
  /** The assignment named in a report; null: none. */
  readonly assignment: string | null
  /** At most 600 characters. */
  readonly text: string
  /** The known working tree at that time; null: unknown. */
  readonly tree: string | null
}

/** One state of a working tree. */
export interface TreeSeen extends Sign {
  readonly tree: string
  readonly head: CommitSha
  /** No uncommitted changes. */
  readonly isClean: boolean
}

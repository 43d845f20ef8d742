import type { Journal } from '../../adapters/journal/journal.ts'
import { writeSnapshot } from '../../adapters/status/snapshot.ts'
import type { Journaled } from '../../core/events/event.ts'
import type { State } from '../../core/state/types/state.ts'
import type { Log } from '../../supervisor/hands.ts'
import { noteNumbers, writeFolded } from '../journal/folded-journal.ts'
import type { JournalContent } from '../journal/journal-content.ts'

export interface SnapshotOptions {
  readonly journal: Pick<Journal, 'checksumAt'>
  /** What this czar read from the journal when it started. */
  readonly content: JournalContent
  /** A digest of this program's rules, which is stored with each snapshot. If it is null, no snapshots are written. */
  readonly rules: string | null
  readonly log: Log
}

/** Number of events between two snapshots. A launch reads at most this many events: 5 ms with ten tasks, 200 ms with a thousand. */
const EVERY = 1_000

/** Writes snapshots of the state, so that a czar starts as quickly after a year as after a day. */
export function keepSnapshots(
  projectDir: string,
  { journal, content, rules, log }: SnapshotOptions,
): (state: State, events: readonly Journaled[]) => void {
  const { started, given } = content
  let written = content.unread

  return (state, events) => {
    for (const event of events) noteNumbers({ started, given }, event)
    if (rules === null || state.seq - written < EVERY) return
    written = state.seq
    try {
      const checksum = journal.checksumAt(state.seq)
      if (checksum === null) return
      writeSnapshot(projectDir, { seq: state.seq, checksum, rules, content: writeFolded({ state, started, given }) })
    } catch (error) {
      log.warn({ error: String(error) }, 'snapshot')
    }
  }
}

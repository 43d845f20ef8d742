import { setTimeout as pause } from 'node:timers/promises'
import type { Journal } from '../../adapters/journal/journal.ts'
import { JournalCorrupt } from '../../adapters/journal/journal-errors.ts'
import { forgetSnapshot } from '../../adapters/status/snapshot.ts'
import type { Log } from '../../supervisor/hands.ts'

export interface UnreadOptions {
  readonly journal: Pick<Journal, 'read'>
  /** How many of the first events the start of this czar did not read, because a snapshot already contains them. */
  readonly unread: number
  readonly signal: AbortSignal
  readonly log: Log
}

const AT_ONCE = 500
const PAUSE_MS = 100

/**
 * Checks the events that a start skipped because of a snapshot, in small batches while the czar works. If an event is damaged, the journal
 * refuses new events, which ends the czar. The next launch then reads the whole journal and reports the damage.
 */
export async function checkUnreadEvents(projectDir: string, { journal, unread, signal, log }: UnreadOptions): Promise<void> {
  try {
    for (let seq = 0; seq < unread; ) {
      await pause(PAUSE_MS, undefined, { signal, ref: false })
      seq = journal.read(seq, AT_ONCE).at(-1)?.seq ?? unread
    }
  } catch (error) {
    if (signal.aborted) return
    const isDamaged = error instanceof JournalCorrupt
    log.warn({ error: String(error) }, isDamaged ? 'the journal is damaged' : 'the earlier part of the journal cannot be read')
    forgetSnapshot(projectDir)
  }
}

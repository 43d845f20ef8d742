import { setTimeout as pause } from 'node:timers/promises'
import type { Journal } from '../../adapters/journal/journal.ts'
import { JournalCorrupt } from '../../adapters/journal/journal-errors.ts'
import { forgetSnapshot } from '../../adapters/status/snapshot.ts'
import type { Log } from '../../supervisor/hands.ts'

export interface HistoryOptions {
  readonly journal: Pick<Journal, 'read'>
  /** Number of the first events that the start did not read, because a snapshot replaced them. */
  readonly unread: number
  readonly signal: AbortSignal
  readonly log: Log
}

const AT_ONCE = 500
const REST_MS = 100

/**
 * Checks the records that the snapshot replaced in small batches while the czar works. Damage ends the czar, because the journal then
 * refuses new events. The next launch reads the whole journal and reports the damage.
 */
export async function checkHistory(projectDir: string, { journal, unread, signal, log }: HistoryOptions): Promise<void> {
  try {
    for (let seq = 0; seq < unread; ) {
      await pause(REST_MS, undefined, { signal, ref: false })
      seq = journal.read(seq, AT_ONCE).at(-1)?.seq ?? unread
    }
  } catch (error) {
    if (signal.aborted) return
    const isDamaged = error instanceof JournalCorrupt
    log.warn({ error: String(error) }, isDamaged ? 'the journal is damaged' : 'the earlier part of the journal cannot be read')
    forgetSnapshot(projectDir)
  }
}

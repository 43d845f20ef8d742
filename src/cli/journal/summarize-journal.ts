import type { JournalReader } from '../../adapters/journal/journal-reader.ts'
import type { GaveUp } from '../../core/model/gave-up.ts'
import { account, openAccount } from '../../core/summary/account.ts'
import { summarize } from '../../core/summary/summarize.ts'
import type { Summary } from '../../core/summary/summary.ts'

/** Times in ms since the epoch. */
export interface SummaryWindow {
  readonly from: number
  /** Later events are left out. */
  readonly until: number
  /** The moment to which what goes on is counted; earlier than the last event: that one's. */
  readonly to: number
  /** Of a czar that nobody launches again. */
  readonly gaveUp: GaveUp | null
}

/** Reads a journal once, page by page, and says what came of it. */
export function summarizeJournal(journal: Pick<JournalReader, 'read'>, { from, until, to, gaveUp }: SummaryWindow): Summary {
  let sums = openAccount(from)
  for (let seq = 0; ; ) {
    const page = journal.read(seq)
    for (const event of page) {
      if (event.at > until) return summarize(sums, to, gaveUp)
      sums = account(sums, event)
      seq = event.seq
    }
    if (page.length === 0) return summarize(sums, to, gaveUp)
  }
}

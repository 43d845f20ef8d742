import type { JournalReader } from '../../adapters/journal/journal-reader.ts'
import type { GaveUp } from '../../core/model/gave-up.ts'
import { account, openAccount } from '../../core/summary/account.ts'
import { summarize } from '../../core/summary/summarize.ts'
import type { Summary } from '../../core/summary/summary.ts'

/** Times in ms since the epoch. */
export interface SummaryWindow {
  readonly from: number
  /** Later events do not count. */
  readonly until: number
  /** Time spans that have not ended count up to this moment, or up to the last event if that is later. */
  readonly to: number
  /** Set if no watchdog relaunches the czar. */
  readonly gaveUp: GaveUp | null
}

/** Reads a journal once, page by page, and summarizes it. */
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

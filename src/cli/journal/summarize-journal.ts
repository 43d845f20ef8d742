import type { JournalReader } from '../../adapters/journal/journal-reader.ts'
import type { GaveUp } from '../../core/model/gave-up.ts'
import { account, openAccount } from '../../core/summary/account.ts'
import { summarize } from '../../core/summary/summarize.ts'
import type { Summary } from '../../core/summary/summary.ts'

/** Which part of the journal a summary covers. All times are in ms since the epoch. */
export interface SummaryWindow {
  readonly from: number
  /** Events after this time do not count. */
  readonly until: number
  /** The end of every time span that has not ended yet. If the last event is later than this, the time of that event is the end. */
  readonly to: number
  /** The watchdog's record that it no longer relaunches the czar. It is null if the watchdog has not given up. */
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

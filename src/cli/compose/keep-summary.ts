import type { Journal } from '../../adapters/journal/journal.ts'
import { writeSummary } from '../../adapters/status/write-summary.ts'
import type { Log } from '../../supervisor/hands.ts'
import { summarizeJournal } from '../journal/summarize-journal.ts'
import { renderSummary } from '../output/summary/render-summary.ts'

/** Writes the final summary of the project beside its status file. If writing fails, the czar still ends. */
export function keepSummary(projectDir: string, journal: Pick<Journal, 'read' | 'isNewest'>, log: Log): void {
  try {
    // If another czar has taken over the project, that czar writes its own summary.
    if (!journal.isNewest()) return
    writeSummary(projectDir, renderSummary(summarizeJournal(journal, { from: 0, until: Number.POSITIVE_INFINITY, to: 0, gaveUp: null })))
  } catch (error) {
    log.warn({ error: String(error) }, 'summary.md')
  }
}

import type { Report } from '../../../../src/core/events/report.ts'

/** A free-text report that has no number yet. */
export function noteReport(text: string): Omit<Report, 'seq'> {
  return { at: 1, kind: 'note', assignment: null, text, plan: [], done: null, total: null }
}

import type { Report } from '../../../../src/core/events/report.ts'

/** A report of free text, before it has a number. */
export function noteReport(text: string): Omit<Report, 'seq'> {
  return { at: 1, kind: 'note', assignment: null, text, plan: [], done: null, total: null }
}

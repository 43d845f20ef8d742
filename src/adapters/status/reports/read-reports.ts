import { hash } from 'node:crypto'
import type { Report } from '../../../core/events/report.ts'
import { reportsFile } from '../files/project-files.ts'
import { readRegularFile } from '../files/read-regular-file.ts'
import { parseReportFile } from './parse-report-file.ts'

/**
 * The result of a reading. `content` identifies the state of the file. `reason` is the end of a sentence that begins with "the file …".
 */
export type ReportsReading =
  | { readonly kind: 'read'; readonly reports: readonly Report[]; readonly content: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly reason: string; readonly content: string }

/** The largest file of one worker, in bytes. The size is checked before anything is read. */
export const REPORTS_MAX_BYTES = 256 * 1024

/** Reads and checks the file with a worker's reports. */
export function readReports(projectDir: string, worker: string): ReportsReading {
  const reading = readRegularFile(reportsFile(projectDir, worker), { maxBytes: REPORTS_MAX_BYTES })
  if (reading.kind === 'missing') return reading
  if (reading.kind === 'refused') return { ...reading, content: reading.reason }
  const content = hash('sha256', reading.text)
  const parsed = parseReportFile(reading.text, worker)
  return parsed.ok ? { kind: 'read', reports: parsed.reports, content } : { kind: 'refused', reason: parsed.reason, content }
}

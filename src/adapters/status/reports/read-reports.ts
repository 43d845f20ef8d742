import { hash } from 'node:crypto'
import type { Report } from '../../../core/events/report.ts'
import { reportsFile } from '../files/project-files.ts'
import { readRegularFile } from '../files/read-regular-file.ts'
import { parseReportFile } from './parse-report-file.ts'

/** `content` identifies the file's state; `reason` completes "the file …". */
export type ReportsReading =
  | { readonly kind: 'read'; readonly reports: readonly Report[]; readonly content: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly reason: string; readonly content: string }

/** Largest file of one worker, in bytes; checked before anything is read. */
export const REPORTS_MAX_BYTES = 256 * 1024

/** Reads and checks a worker's own file. */
export function readReports(projectDir: string, worker: string): ReportsReading {
  const reading = readRegularFile(reportsFile(projectDir, worker), { maxBytes: REPORTS_MAX_BYTES })
  if (reading.kind === 'missing') return reading
  if (reading.kind === 'refused') return { ...reading, content: reading.reason }
  const content = hash('sha256', reading.text)
  const parsed = parseReportFile(reading.text, worker)
  return parsed.ok ? { kind: 'read', reports: parsed.reports, content } : { kind: 'refused', reason: parsed.reason, content }
}

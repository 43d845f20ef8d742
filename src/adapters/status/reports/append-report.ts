import { renameSync } from 'node:fs'
import { type Report, type ReportFile, reportSchema } from '../../../core/events/report.ts'
import { UsageError } from '../../../core/model/errors.ts'
import type { WorkerId } from '../../../core/model/ids.ts'
import { reportsFile } from '../files/project-files.ts'
import { replaceFile } from '../files/replace-file.ts'
import { REPORTS_MAX_BYTES, readReports } from './read-reports.ts'
import { takeReportNumber } from './report-number.ts'

export interface AppendReport {
  readonly projectDir: string
  readonly worker: WorkerId
  /** The report without its number. `appendReport` gives it a number. */
  readonly report: Omit<Report, 'seq'>
}

export interface AppendedReport {
  readonly report: Report
  /** The path to which a broken file of the worker was moved, so that the worker can go on reporting. null: the file was not broken. */
  readonly setAside: string | null
}

const REPORTS_KEPT = 200

/**
 * Adds a report to the worker's file, for `czar report`. If several calls come at the same time, no report is lost. If a call is killed,
 * it leaves the file unchanged and blocks no other call.
 */
export function appendReport({ projectDir, worker, report }: AppendReport): AppendedReport {
  const path = reportsFile(projectDir, worker)
  const checked = reportSchema.unwrap().omit({ seq: true }).safeParse(report)
  if (!checked.success) {
    const issue = checked.error.issues[0]
    throw new UsageError(`the report is not valid: ${issue?.path.join('.')}: ${issue?.message}`, { hint: 'czar report --help' })
  }
  const number = takeReportNumber(path, () => lastNumber(projectDir, worker))
  try {
    const setAside = setBrokenAside(projectDir, worker, path)
    const numbered = { ...checked.data, seq: number.seq }
    replaceFile(path, fileText(worker, [...knownReports(projectDir, worker), numbered]))
    return { report: numbered, setAside }
  } finally {
    number.release()
  }
}

function lastNumber(projectDir: string, worker: string): number {
  return knownReports(projectDir, worker).at(-1)?.seq ?? 0
}

function knownReports(projectDir: string, worker: string): readonly Report[] {
  const reading = readReports(projectDir, worker)
  return reading.kind === 'read' ? reading.reports : []
}

/**
 * Moves a broken file away. Czar has told the worker what is wrong with it. Without this, an agent whose file is broken could never report
 * again.
 */
function setBrokenAside(projectDir: string, worker: string, path: string): string | null {
  if (readReports(projectDir, worker).kind !== 'refused') return null
  const setAside = path.replace(/\.json$/, '.broken')
  renameSync(path, setAside)
  return setAside
}

/**
 * The text of the file with the newest 200 reports. If it is too large for those who read it, older reports lose their details, or fewer
 * reports stay.
 */
function fileText(worker: string, reports: readonly Report[]): string {
  const whole = textOf(worker, reports.slice(-REPORTS_KEPT))
  if (Buffer.byteLength(whole) <= REPORTS_MAX_BYTES) return whole
  // A claim that czar has not read yet is more important than the details of reports, so details are dropped first.
  const shorter = reports.map(({ details, ...rest }, at) =>
    details === undefined || at < reports.length - 1 ? rest : { ...rest, details },
  )
  for (let kept = shorter.slice(-REPORTS_KEPT); kept.length > 0; kept = kept.slice(Math.ceil(kept.length / 10))) {
    const text = textOf(worker, kept)
    if (Buffer.byteLength(text) <= REPORTS_MAX_BYTES) return text
    if (kept.length === 1) break
  }
  throw new UsageError(`the report is larger than ${REPORTS_MAX_BYTES / 1024} KB`, { hint: 'name fewer files, or say it in fewer words' })
}

function textOf(worker: string, reports: readonly Report[]): string {
  const file: ReportFile = { version: 1, worker, reports: [...reports] }
  return `${JSON.stringify(file, null, 1)}\n`
}

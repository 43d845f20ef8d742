import { MOST_DETAILS_CHARS, type Report } from '../../../core/events/report.ts'
import type { WorkerId } from '../../../core/model/ids.ts'
import type { ReportSignal } from '../../../core/ports/ports.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import { readReports } from './read-reports.ts'

/** A fault in the file is reported only after it has lasted for this long (ms), because editors empty a file before they fill it. */
export const FAULT_SETTLES_MS = 80

/** Follows the file of one worker. It returns each report once, in order, and each fault once. */
export class ReportLedger {
  readonly #projectDir: string
  readonly #worker: WorkerId
  #lastSeq: number
  /** Contents of the file that were refused. `#toldFault` was reported. The other one may still change into a valid file. */
  #toldFault: string | null = null
  #freshFault: { readonly content: string; readonly since: number } | null = null

  constructor(projectDir: string, worker: WorkerId, afterSeq: number) {
    this.#projectDir = projectDir
    this.#worker = worker
    this.#lastSeq = afterSeq
  }

  /** Reads the file again, and returns what is new. `now` is the time in ms by any clock that does not jump. */
  look(now: number): readonly ReportSignal[] {
    const reading = readReports(this.#projectDir, this.#worker)
    if (reading.kind === 'refused') return this.#refuse(reading, now)
    // If the file is deleted, a report that was already read still counts.
    if (reading.kind === 'missing') return this.#accept([])
    const last = reading.reports.at(-1)?.seq ?? 0
    if (last < this.#lastSeq) return this.#refuse({ reason: this.#wentBack(last), content: reading.content }, now)
    return this.#accept(reading.reports.filter(report => report.seq > this.#lastSeq))
  }

  /** Whether there is a fault that has not lasted long enough to be reported. */
  hasFreshFault(): boolean {
    return this.#freshFault !== null
  }

  #accept(reports: readonly Report[]): readonly ReportSignal[] {
    this.#toldFault = null
    this.#freshFault = null
    this.#lastSeq = reports.at(-1)?.seq ?? this.#lastSeq
    return reports.map(report => ({ kind: 'report', worker: this.#worker, report: plainReport(report) }))
  }

  #refuse({ reason, content }: { readonly reason: string; readonly content: string }, now: number): readonly ReportSignal[] {
    if (content === this.#toldFault) return []
    if (this.#freshFault?.content !== content) this.#freshFault = { content, since: now }
    if (now - this.#freshFault.since < FAULT_SETTLES_MS) return []
    this.#freshFault = null
    this.#toldFault = content
    return [{ kind: 'refused', worker: this.#worker, reason: `workers/${this.#worker}.json ${reason}` }]
  }

  #wentBack(last: number): string {
    return `ends with seq ${last}, but seq ${this.#lastSeq} was taken before: seq must grow, give the next report a greater one`
  }
}

/** Removes terminal escape sequences from a worker's words, because dashboards and logs show them. */
function plainReport(report: Report): Report {
  return {
    ...report,
    assignment: report.assignment === null ? null : plainText(report.assignment, 40),
    text: plainText(report.text, 4_000, { lines: true }),
    ...(report.to === undefined ? {} : { to: plainText(report.to, 40) }),
    plan: report.plan.map(path => plainText(path, 400)),
    ...(report.details === undefined ? {} : { details: plainText(report.details, MOST_DETAILS_CHARS, { lines: true }) }),
  }
}

import { MOST_DETAILS_CHARS, type Report } from '../../../core/events/report.ts'
import type { WorkerId } from '../../../core/model/ids.ts'
import type { ReportSignal } from '../../../core/ports/ports.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import { readReports } from './read-reports.ts'

/** A fault must have lasted so long (milliseconds) before it is told: editors empty a file before they fill it. */
export const FAULT_SETTLES_MS = 80

/** What was taken of one worker's file so far: each report once, in order; each fault once. */
export class ReportLedger {
  readonly #projectDir: string
  readonly #worker: WorkerId
  #lastSeq: number
  /** Contents of the file that were refused: one that was told, one that may yet mend itself. */
  #toldFault: string | null = null
  #freshFault: { readonly content: string; readonly since: number } | null = null

  constructor(projectDir: string, worker: WorkerId, afterSeq: number) {
    this.#projectDir = projectDir
    this.#worker = worker
    this.#lastSeq = afterSeq
  }

  /** Reads the file again and gives what is new in it. `now` is any clock that does not jump, in milliseconds. */
  look(now: number): readonly ReportSignal[] {
    const reading = readReports(this.#projectDir, this.#worker)
    if (reading.kind === 'refused') return this.#refuse(reading, now)
    // A file that went away takes nothing back: what was reported was reported.
    if (reading.kind === 'missing') return this.#accept([])
    const last = reading.reports.at(-1)?.seq ?? 0
    if (last < this.#lastSeq) return this.#refuse({ reason: this.#wentBack(last), content: reading.content }, now)
    return this.#accept(reading.reports.filter(report => report.seq > this.#lastSeq))
  }

  /** A fault was seen that has not lasted long enough to be told. */
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

/** A worker's words are shown in dashboards and logs: no terminal sequence of theirs gets that far. */
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

import type { Report } from '../events/report.ts'
import type { WorkerState } from './types/worker-state.ts'

/** A report, when it came, and whether it says anything new. */
interface Heard {
  readonly report: Report
  readonly at: number
  readonly isNews: boolean
}

/**
 * Records a report. If it says something new, it counts as activity. An open question stays open until the worker reports something else.
 */
export function hear(worker: WorkerState, { report, at, isNews }: Heard): Partial<WorkerState> {
  const agent = worker.agent === null || !isNews ? worker.agent : { ...worker.agent, noveltyAt: at }
  const progress = report.kind === 'progress' ? { done: report.done, total: report.total, now: report.text } : worker.progress
  const question = isQuestion(report) ? { text: sayQuestion(report), at } : isAside(report) ? worker.question : null
  return { agent, progress, question, lastReportAt: at, reportSeq: Math.max(worker.reportSeq, report.seq) }
}

function isQuestion({ kind }: Report): boolean {
  return kind === 'blocked' || kind === 'refuse'
}

function sayQuestion({ kind, text }: Report): string {
  return kind === 'refuse' ? `it refuses the task: ${text}` : text
}

/** Whether a report of this kind leaves the worker's question open. */
function isAside({ kind }: Report): boolean {
  return kind === 'note' || kind === 'fact' || kind === 'handoff'
}

import type { Report } from '../events/report.ts'
import type { WorkerState } from './types/worker-state.ts'

/** A report, when it came, and whether it says anything that the worker has not said again and again. */
interface Heard {
  readonly report: Report
  readonly at: number
  readonly isNews: boolean
}

/** A new word of a worker is a sign of life; a question stays open until the worker says something else. */
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

/** What answers no question of its own and takes none back. */
function isAside({ kind }: Report): boolean {
  return kind === 'note' || kind === 'handoff'
}

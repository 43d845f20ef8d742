import type { Report } from '../model/report.ts'
import type { WorkerState } from '../model/worker-state.ts'

/** Any word of a worker is a sign of life; a question stays open until it says something else. */
export function hear(worker: WorkerState, report: Report, at: number): Partial<WorkerState> {
  const agent = worker.agent === null ? null : { ...worker.agent, noveltyAt: at }
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

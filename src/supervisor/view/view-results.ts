import type { Journaled } from '../../core/events/event.ts'
import { branchOfTask } from '../../core/state/facts/branch-of.ts'
import type { State } from '../../core/state/types/state.ts'
import type { ResultState, TaskState } from '../../core/state/types/task-state.ts'
import type { ResultsView, ResultView } from '../../core/views/results.ts'
import { isoTime } from './iso-time.ts'

/** The list of all tasks' results, in the order of the project file. */
export function viewResults(state: State): ResultsView {
  const results = Object.values(state.tasks).flatMap(task => (task.result === null ? [] : [viewResult(state, task, task.result)]))
  return { version: 1, project: state.project?.name ?? '', results }
}

function viewResult(state: State, task: TaskState, result: ResultState): ResultView {
  const checked = state.assignments[result.assignment]?.lastVerdict ?? null
  return {
    task: task.id,
    worker: result.worker,
    assignment: result.assignment,
    reported_at: isoTime(result.at),
    verdict: verdictOf(task, result, checked),
    commit: task.verified?.commit ?? checked?.commit ?? null,
    branch: branchOfTask(state, task),
    title: result.title,
    path: `results/${task.id}.md`,
  }
}

/** The verdict on a result. A verdict that was reached before the agent called the task done does not count. */
function verdictOf(task: TaskState, result: ResultState, checked: { verdict: string; at: number } | null): ResultView['verdict'] {
  if (task.state === 'verified' || task.state === 'candidate') return 'verified'
  if (task.state === 'failed' || task.state === 'dropped') return 'failed'
  return checked?.verdict === 'rejected' && checked.at >= result.at ? 'rejected' : 'open'
}

/**
 * The text of one task's result. It begins with facts from czar. Below a line it has the worker's own report. Returns null if the event is
 * not such a report, or if the task has no result.
 */
export function resultText(task: TaskState, event: Journaled | undefined): string | null {
  if (event?.kind !== 'report.received' || task.result === null) return null
  const { text, details } = event.report
  const head = [
    `# Result of ${task.id}`,
    `- worker: ${event.worker}`,
    `- assignment: ${task.result.assignment}`,
    `- reported: ${isoTime(event.at)}`,
    '',
    "Below the line are the worker's own words. They are a claim; what the czar found is in `czar results`.",
  ]
  const words = [text, ...(details === undefined ? [] : [details])].map(part => part.trim()).filter(part => part !== '')
  return `${head.join('\n')}${RESULT_LINE}${words.join('\n\n')}\n`
}

/** The line between czar's facts and the worker's own words. */
export const RESULT_LINE = '\n\n---\n\n'

import { branchOfTask } from '../../core/state/facts/branch-of.ts'
import type { State } from '../../core/state/types/state.ts'
import type { TaskState } from '../../core/state/types/task-state.ts'
import type { Paint } from '../output/paint.ts'
import { renderTable } from '../output/table.ts'

export interface SummaryContext {
  readonly width: number | null
  readonly paint: Paint
}

/** Makes a table of worker, task, proven commit, number of claims, and duration. */
export function summarizeDemo(state: State, { width, paint }: SummaryContext): string {
  const seconds = (task: TaskState) =>
    task.endedAt === null || task.assignedAt === null ? '' : `${((task.endedAt - task.assignedAt) / 1000).toFixed(1)} s`
  return renderTable(
    [
      { title: 'WHO', cell: task => task.worker ?? '-' },
      { title: 'TASK', cell: task => (task.kind === 'bonus' ? `${task.id} (bonus)` : task.id) },
      { title: 'RESULT', cell: task => task.state, colour: task => (task.state === 'verified' ? 'green' : 'red') },
      { title: 'COMMIT', cell: task => task.verified?.commit.slice(0, 8) ?? '' },
      { title: 'BRANCH', cell: task => branchOfTask(state, task) ?? '' },
      { title: 'CLAIMS', cell: task => String(task.attempts), align: 'right' },
      { title: 'STARTS', cell: task => (task.worker === null ? '' : String(state.workers[task.worker]?.incarnation ?? 0)), align: 'right' },
      { title: 'TIME', cell: seconds, align: 'right' },
    ],
    Object.values(state.tasks),
    { width, paint },
  )
}

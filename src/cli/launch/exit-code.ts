import type { ExitCode } from '../../core/model/errors.ts'
import type { StatusView } from '../../core/views/status.ts'
import { countTasks } from '../../core/views/task-counts.ts'

/** The exit code for a fleet: 0 if all wanted tasks passed their check, 3 if something waits for a person, otherwise 1. */
export function exitCodeOf(view: StatusView): ExitCode {
  const { verified, wanted } = countTasks(view.tasks)
  if (verified === wanted) return 0
  return view.attention.length > 0 ? 3 : 1
}

import { UsageError } from '../../core/model/errors.ts'
import { own } from '../../core/model/own.ts'
import type { State } from '../../core/state/types/state.ts'
import { type AttemptsView, compareAttempts, tasksWithAttempts } from '../../core/summary/compare-attempts.ts'
import { plainText } from '../../core/text/plain-text.ts'

/** Returns the attempts at a task. Throws UsageError if there is no such task, or if only one worker has it. */
export function findAttempts(state: State, { project, task }: { readonly project: string; readonly task: string }): AttemptsView {
  const view = compareAttempts(state, task)
  if (view !== null) return view
  const name = plainText(task, 60)
  const known = tasksWithAttempts(state)
  const tried = known.length === 0 ? 'the project file has no attempts' : `tasks with attempts: ${known.join(', ')}`
  if (own(state.tasks, task) === undefined) throw new UsageError(`${project} has no task "${name}"`, { hint: tried })
  throw new UsageError(`${name} has no attempts: only one worker has this task`, { hint: tried })
}

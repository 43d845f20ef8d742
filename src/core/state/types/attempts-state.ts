import type { JudgedAttempt, TaskAttempt } from '../../events/proof/attempts-event.ts'
import type { TaskId } from '../../model/ids.ts'

/** How czar settled which attempt at a task counts. */
export interface SettledAttempts {
  readonly winner: TaskId
  readonly settle: TaskAttempt['settle']
  readonly at: number
  readonly reason: string
  readonly attempts: readonly JudgedAttempt[]
  /** The git refs that keep the attempts that lost, by task. The ref is null if the attempt committed nothing. */
  readonly kept: Readonly<Record<string, string | null>>
}

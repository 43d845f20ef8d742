import type { TaskText } from '../../model/project.ts'

/** One task of a list that a stage delivered. Czar adds a worker for it. */
export interface StageTask {
  /** The id in the list. */
  readonly id: string
  readonly text: TaskText
  /** The ids of the tasks in the list that must be proven first. */
  readonly dependsOn: readonly string[]
  readonly owns: readonly string[]
  readonly accept: readonly string[]
  readonly role: string | null
  /**
   * The part of the budget that the list gives to the task, in US dollars. If it is null, the task gets an equal share of the rest of the
   * stage's budget.
   */
  readonly usd: number | null
}

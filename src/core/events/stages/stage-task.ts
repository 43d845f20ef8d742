import type { TaskText } from '../../model/project.ts'

/** One task of the list that a stage delivered, with what its worker needs. */
export interface StageTask {
  /** The id in the list. */
  readonly id: string
  readonly text: TaskText
  /** The ids of the tasks in the list that must be proven first. */
  readonly dependsOn: readonly string[]
  readonly owns: readonly string[]
  readonly accept: readonly string[]
  readonly role: string | null
  /** The part of the budget that the list gives to the task, in US dollars. With null the czar shares what is left. */
  readonly usd: number | null
}

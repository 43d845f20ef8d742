import type { TaskId } from '../model/ids.ts'
import type { BonusConfig } from '../model/project.ts'

/** What people do to the queue while the czar runs, and to tasks by a launch. */
export type QueueEvent =
  | { readonly kind: 'task.added'; readonly bonus: BonusConfig }
  | { readonly kind: 'task.dropped'; readonly task: TaskId }
  /** A person wants a task that was over begun anew, as the project file has it now. */
  | { readonly kind: 'task.renewed'; readonly task: TaskId }

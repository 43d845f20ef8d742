import type { TaskId } from '../model/ids.ts'
import type { BonusConfig } from '../model/project.ts'

/** Changes that people make to the queue while the czar runs, and to tasks at a launch. */
export type QueueEvent =
  | { readonly kind: 'task.added'; readonly bonus: BonusConfig }
  | { readonly kind: 'task.dropped'; readonly task: TaskId }
  /** A person restarts a finished task with the text that the project file has now. */
  | { readonly kind: 'task.renewed'; readonly task: TaskId }

import type { TaskId } from '../model/ids.ts'
import type { BonusConfig } from '../model/project.ts'

/** Changes that people make to the queue while czar runs, and changes to tasks when the project is launched. */
export type QueueEvent =
  | { readonly kind: 'task.added'; readonly bonus: BonusConfig }
  | { readonly kind: 'task.dropped'; readonly task: TaskId }
  /** A person starts a finished task again, with the text that it now has in the project file. */
  | { readonly kind: 'task.renewed'; readonly task: TaskId }

import type { TaskId } from './ids.ts'
import type { BonusConfig } from './project.ts'

/** What people do to the queue while the czar runs. */
export type QueueEvent =
  | { readonly kind: 'task.added'; readonly bonus: BonusConfig }
  | { readonly kind: 'task.dropped'; readonly task: TaskId }

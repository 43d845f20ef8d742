import type { TaskId, WorkerId } from '../model/ids.ts'
import type { BonusConfig, WorkerConfig } from '../model/project.ts'

/** Changes that people make to the queue while czar runs, and changes to tasks when the project is launched. */
export type QueueEvent =
  | { readonly kind: 'task.added'; readonly bonus: BonusConfig }
  | { readonly kind: 'task.dropped'; readonly task: TaskId }
  /** A person starts a finished task again, with the text that it now has in the project file. */
  | { readonly kind: 'task.renewed'; readonly task: TaskId }

/** Changes of the fleet while czar runs. */
export type FleetEvent =
  /** A person added a worker, or a worker did for a part of its own task (`config.addedBy`). */
  | { readonly kind: 'worker.added'; readonly worker: WorkerId; readonly config: WorkerConfig }
  /** The worker leaves the fleet. Its agent ends, its task is dropped unless it is verified, and its work stays on its branch. */
  | {
      readonly kind: 'worker.removed'
      readonly worker: WorkerId
      readonly reason: string
      /** Its parent is over. If its parent begins again, the worker comes back. */
      readonly withParent?: true
    }
  /** The worker's parent is over, so it goes on for another worker (`to`), or for the fleet itself (null). */
  | { readonly kind: 'worker.handed_over'; readonly worker: WorkerId; readonly to: WorkerId | null; readonly reason: string }
  /** The worker waits with `czar wait` until these tasks are over, and meanwhile its agent takes no seat. */
  | { readonly kind: 'wait.begun'; readonly worker: WorkerId; readonly tasks: readonly TaskId[] }
  | { readonly kind: 'wait.ended'; readonly worker: WorkerId; readonly reason: string }

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
  /** The worker leaves the fleet. Its agent ends, and its work stays on its branch. Its task is dropped unless the task is verified. */
  | {
      readonly kind: 'worker.removed'
      readonly worker: WorkerId
      readonly reason: string
      /** True if the worker leaves because its parent is over. If the parent begins again, the worker comes back. */
      readonly withParent?: true
    }
  /**
   * The worker's parent is over, so the worker becomes the child of another worker (`to`) or has no parent any more (null). Or its former
   * parent (`to`) has begun again, and the worker goes back to it.
   */
  | {
      readonly kind: 'worker.handed_over'
      readonly worker: WorkerId
      readonly to: WorkerId | null
      readonly reason: string
      /** If the parent that it leaves begins again, the worker goes back to it. */
      readonly mayReturn?: true
    }
  /** The worker waits with `czar wait` until these tasks are over. Meanwhile its agent takes no seat. */
  | { readonly kind: 'wait.begun'; readonly worker: WorkerId; readonly tasks: readonly TaskId[] }
  | { readonly kind: 'wait.ended'; readonly worker: WorkerId; readonly reason: string }

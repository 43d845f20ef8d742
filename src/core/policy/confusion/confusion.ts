import type { Evidence } from '../../model/evidence.ts'
import type { HealthMatter } from '../../model/health.ts'
import type { Project } from '../../model/project.ts'
import type { State } from '../../state/types/state.ts'
import type { AssignmentState, TaskState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'

/** A sign that a worker does something other than its task. */
export interface Confusion {
  readonly matter: HealthMatter | 'criteria'
  /**
   * certain: unmistakable, so even a running turn is soon ended. wrong: it is confused, which has to be settled. unclear: the
   * same, but its work may be right, so its turn is left alone. advice: it is told, and nothing follows.
   */
  readonly weight: 'certain' | 'wrong' | 'unclear' | 'advice'
  /** One line for people, about the worker: "plans to change …". */
  readonly reason: string
  /** The same as a sentence to the worker. */
  readonly problem: string
  /** Since when it is known (ms). */
  readonly at: number
  readonly evidence: readonly Evidence[]
}

/** A worker's orders: the parts of its assignment and task that the rules may read. */
interface Given {
  readonly project: Project
  readonly assignment: Pick<AssignmentState, 'id' | 'fromSha' | 'briefed' | 'acknowledged' | 'lastVerdict'>
  readonly task: Pick<TaskState, 'id' | 'text' | 'owns' | 'accept'>
}

/** The orders, and what the worker said. */
export interface Said extends Given {
  readonly worker: Pick<WorkerState, 'id' | 'config' | 'words'>
}

/** The orders, the look at its worktree, and the uncommitted changes in the user's own checkout, each with its time. */
export interface Seen extends Given {
  readonly worker: Pick<WorkerState, 'id' | 'config' | 'git' | 'gitAt' | 'worktree' | 'kept'> & {
    readonly signs: Pick<WorkerState['signs'], 'git'>
  }
  readonly checkout: State['checkout']
}

/** All input of the rules. It never changes with time alone, and the same input gives the same result. */
export type Work = Said & Seen

/** One kind of confusion; null: it does not apply, or cannot be known. */
export type ConfusionRule<Looked = Work> = (work: Looked) => Confusion | null

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
   * How serious the sign is. certain: there is no doubt, so czar soon interrupts even a running turn. wrong: the worker is confused and
   * must be corrected. unclear: the worker seems confused, but its work may be right, so czar does not interrupt its turn. advice: czar
   * only tells the worker.
   */
  readonly weight: 'certain' | 'wrong' | 'unclear' | 'advice'
  /** A text for people in one line, which goes on after the worker's name: "plans to change …". */
  readonly reason: string
  /** The same as a sentence to the worker. */
  readonly problem: string
  /** Since when czar has known the sign, in ms since the epoch. */
  readonly at: number
  readonly evidence: readonly Evidence[]
}

/** The parts of a worker's assignment and task that all rules may read. */
interface Given {
  readonly project: Project
  readonly assignment: Pick<AssignmentState, 'id' | 'fromSha' | 'briefed' | 'acknowledged' | 'lastVerdict'>
  readonly task: Pick<TaskState, 'id' | 'text' | 'owns' | 'accept'>
}

/** What a rule may read: the worker's task, and what the worker itself reported. */
export interface Said extends Given {
  readonly worker: Pick<WorkerState, 'id' | 'config' | 'words'>
}

/**
 * What a rule may read: the worker's task, the last reading of its worktree, and the uncommitted changes in the user's own checkout, each
 * with its time.
 */
export interface Seen extends Given {
  readonly worker: Pick<WorkerState, 'id' | 'config' | 'git' | 'gitAt' | 'worktree' | 'kept'> & {
    readonly signs: Pick<WorkerState['signs'], 'git'>
  }
  readonly checkout: State['checkout']
}

/** All that the rules about confusion may read. The current time is not part of it, so equal input always gives the same result. */
export type Work = Said & Seen

/** A rule that finds one kind of confusion. It returns null if it finds no sign, or if czar does not know enough. */
export type ConfusionRule<Looked = Work> = (work: Looked) => Confusion | null

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
   * certain: the sign is unmistakable, so czar soon ends even a running turn. wrong: the worker is confused and must be
   * corrected. unclear: the worker is confused, but its work may be right, so czar does not interrupt its turn. advice:
   * czar only tells the worker.
   */
  readonly weight: 'certain' | 'wrong' | 'unclear' | 'advice'
  /** One line for people, about the worker: "plans to change …". */
  readonly reason: string
  /** The same sign as a sentence to the worker. */
  readonly problem: string
  /** Since when the sign is known (ms). */
  readonly at: number
  readonly evidence: readonly Evidence[]
}

/** The parts of a worker's assignment and task that the rules may read. */
interface Given {
  readonly project: Project
  readonly assignment: Pick<AssignmentState, 'id' | 'fromSha' | 'briefed' | 'acknowledged' | 'lastVerdict'>
  readonly task: Pick<TaskState, 'id' | 'text' | 'owns' | 'accept'>
}

/** The worker's task, and the worker's own reports. */
export interface Said extends Given {
  readonly worker: Pick<WorkerState, 'id' | 'config' | 'words'>
}

/** The worker's task, the last reading of its worktree, and the uncommitted changes in the user's own checkout, each with its time. */
export interface Seen extends Given {
  readonly worker: Pick<WorkerState, 'id' | 'config' | 'git' | 'gitAt' | 'worktree' | 'kept'> & {
    readonly signs: Pick<WorkerState['signs'], 'git'>
  }
  readonly checkout: State['checkout']
}

/** All input of the rules. It does not change with time alone, and equal input always gives an equal result. */
export type Work = Said & Seen

/** A rule for one kind of confusion. Returns null if the rule does not apply, or if czar cannot know. */
export type ConfusionRule<Looked = Work> = (work: Looked) => Confusion | null

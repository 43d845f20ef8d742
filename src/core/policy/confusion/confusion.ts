import type { Evidence } from '../../model/evidence.ts'
import type { HealthMatter } from '../../model/health-matter.ts'
import type { Project } from '../../model/project.ts'
import type { State } from '../../state/types/state.ts'
import type { AssignmentState, TaskState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'

/** A sign that a worker does something else than its task. */
export interface Confusion {
  readonly matter: HealthMatter | 'criteria'
  /**
   * certain: there is no other way to see it, so a turn that goes on is soon ended. wrong: it is confused, and that is to be
   * settled. unclear: the same, but what it does may be right, so its turn is left alone. advice: it is told, and nothing follows.
   */
  readonly weight: 'certain' | 'wrong' | 'unclear' | 'advice'
  /** One line for people, of the worker: "plans to change …". */
  readonly reason: string
  /** The same as a sentence to the worker. */
  readonly problem: string
  /** Since when it is known (ms). */
  readonly at: number
  readonly evidence: readonly Evidence[]
}

/** What a worker was given to do: of its assignment and of the task the parts that the rules may look at. */
interface Given {
  readonly project: Project
  readonly assignment: Pick<AssignmentState, 'id' | 'fromSha' | 'briefed' | 'acknowledged'>
  readonly task: Pick<TaskState, 'id' | 'text' | 'owns' | 'accept'>
}

/** That, and what the worker said. */
export interface Said extends Given {
  readonly worker: Pick<WorkerState, 'id' | 'config' | 'words'>
}

/** That, and what was seen of its worktree, and of the user's own checkout: its uncommitted changes, and since when each is known. */
export interface Seen extends Given {
  readonly worker: Pick<WorkerState, 'id' | 'config' | 'git' | 'gitAt' | 'worktree' | 'kept'> & {
    readonly signs: Pick<WorkerState['signs'], 'git'>
  }
  readonly checkout: State['checkout']
}

/** What the rules may look at. None of it changes with time alone, and what a rule finds is the same for as long as what it looks at. */
export type Work = Said & Seen

/** One way to be confused; null: not so, or it can not be known. */
export type ConfusionRule<Looked = Work> = (work: Looked) => Confusion | null

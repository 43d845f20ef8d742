import type { Evidence } from '../../model/evidence.ts'
import type { HealthMatter } from '../../model/health-matter.ts'
import type { Project } from '../../model/project.ts'
import type { State } from '../../model/state.ts'
import type { AssignmentState, TaskState } from '../../model/task-state.ts'
import type { WorkerState } from '../../model/worker-state.ts'

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

/** The parts of a worker that the rules may look at: while these are the same, so is what they find. */
export const LOOKED_AT = ['id', 'config', 'git', 'gitAt', 'worktree', 'kept', 'words'] as const satisfies readonly (keyof WorkerState)[]

export type WorkerAtWork = Pick<WorkerState, (typeof LOOKED_AT)[number]> & { readonly signs: Pick<WorkerState['signs'], 'git'> }

/** What the rules may look at. None of it changes with time alone. */
export interface Work {
  readonly project: Project
  readonly worker: WorkerAtWork
  readonly assignment: AssignmentState
  readonly task: TaskState
  /** Uncommitted changes in the user's own checkout, and since when each is known. */
  readonly checkout: State['checkout']
}

/** One way to be confused; null: not so, or it can not be known. */
export type ConfusionRule = (work: Work) => Confusion | null

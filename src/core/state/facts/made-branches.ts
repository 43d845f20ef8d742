import type { PullRequest } from '../../events/pull-request.ts'
import { own } from '../../model/own.ts'
import type { State } from '../types/state.ts'
import type { WorkerState } from '../types/worker-state.ts'
import { isReviewer } from './is-reviewer.ts'

/** A branch that czar made for the work of a task. */
export interface MadeBranch {
  readonly worker: WorkerState
  readonly branch: string
  readonly startSha: NonNullable<WorkerState['worktree']>['startSha']
  readonly pullRequest: PullRequest | null
}

/** Returns the branches of all workers' own tasks, and after them the branches of the newest attempts at all other tasks. */
export function madeBranches({ workers, tasks, assignments }: Pick<State, 'workers' | 'tasks' | 'assignments'>): readonly MadeBranch[] {
  const homes = Object.values(workers).flatMap(worker =>
    worker.worktree === null || isReviewer(worker) ? [] : [{ worker, ...worker.worktree.home, pullRequest: worker.pullRequest }],
  )
  const others = Object.values(tasks).flatMap(({ assignment: id, worker: holder }) => {
    const { branch = null, fromSha = null, pullRequest = null } = own(assignments, id ?? '') ?? {}
    const worker = own(workers, holder ?? '')
    return branch === null || fromSha === null || worker === undefined ? [] : [{ worker, branch, startSha: fromSha, pullRequest }]
  })
  return [...homes, ...others]
}

import type { PullRequestEvent } from '../../events/pull-request.ts'
import type { Handlers } from '../fold.ts'
import { updateAssignment, updateWorker } from '../update.ts'

export const foldPullRequest: Handlers<PullRequestEvent> = {
  // Of a branch that is neither the worker's own nor one of its tasks' by now it is nobody's.
  'pull_request.seen': (state, { worker, branch, number, url }) => {
    const task = Object.values(state.assignments).findLast(assignment => assignment.worker === worker && assignment.branch === branch)
    if (task !== undefined) return updateAssignment(state, task.id, () => ({ pullRequest: { number, url } }))
    return updateWorker(state, worker, ({ worktree }) => (worktree?.home.branch === branch ? { pullRequest: { number, url } } : {}))
  },
}

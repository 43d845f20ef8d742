import type { PullRequestEvent } from '../../events/pull-request.ts'
import type { Handlers } from '../fold.ts'
import { updateAssignment, updateWorker } from '../update.ts'

export const foldPullRequest: Handlers<PullRequestEvent> = {
  // Ignore a branch that belongs neither to the worker nor to one of its tasks.
  'pull_request.seen': (state, { worker, branch, number, url }) => {
    const task = Object.values(state.assignments).findLast(assignment => assignment.worker === worker && assignment.branch === branch)
    if (task !== undefined) return updateAssignment(state, task.id, () => ({ pullRequest: { number, url } }))
    return updateWorker(state, worker, ({ worktree }) => (worktree?.home.branch === branch ? { pullRequest: { number, url } } : {}))
  },
}

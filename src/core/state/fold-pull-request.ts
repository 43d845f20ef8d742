import type { PullRequestEvent } from '../model/pull-request.ts'
import type { Handlers } from './fold.ts'
import { updateWorker } from './update.ts'

export const foldPullRequest: Handlers<PullRequestEvent> = {
  // Another branch by now: that one's pull request is none of its.
  'pull_request.seen': (state, { worker, branch, number, url }) =>
    updateWorker(state, worker, ({ worktree }) => (worktree?.branch === branch ? { pullRequest: { number, url } } : {})),
}

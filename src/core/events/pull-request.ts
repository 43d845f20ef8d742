import type { WorkerId } from '../model/ids.ts'

/** A pull or merge request, as far as git alone shows it. */
export interface PullRequest {
  readonly number: number
  /** Its web page; null: the remote's address does not identify the forge. */
  readonly url: string | null
}

/** A worker's branch has a new pull request. */
export interface PullRequestEvent extends PullRequest {
  readonly kind: 'pull_request.seen'
  readonly worker: WorkerId
  readonly branch: string
}

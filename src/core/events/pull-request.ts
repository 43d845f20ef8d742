import type { WorkerId } from '../model/ids.ts'

/** A pull request, or merge request, as far as git alone tells of it. */
export interface PullRequest {
  readonly number: number
  /** Its page; null where the remote's address does not say which forge it is. */
  readonly url: string | null
}

/** A worker's branch has a pull request, or another one than before. */
export interface PullRequestEvent extends PullRequest {
  readonly kind: 'pull_request.seen'
  readonly worker: WorkerId
  readonly branch: string
}

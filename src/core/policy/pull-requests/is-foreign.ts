import type { PullRequestState } from '../../state/types/pull-request-state.ts'

/** Whether the head of a request is a commit that czar did not push. */
export function isForeign({ request, pushed, pushedBefore, told }: PullRequestState): boolean {
  return request !== null && ![pushed, pushedBefore, told].includes(request.head)
}

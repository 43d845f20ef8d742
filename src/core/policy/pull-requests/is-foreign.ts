import type { PullRequestState } from '../../state/types/pull-request-state.ts'

/** Whether the last commit of a request is one that czar did not push. */
export function isForeign({ request, pushed, pushedBefore, told }: PullRequestState): boolean {
  return request !== null && ![pushed, pushedBefore, told].includes(request.head)
}

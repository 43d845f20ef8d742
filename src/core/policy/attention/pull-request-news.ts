import type { PullRequestSeen } from '../../events/pull-request.ts'
import type { FoundPullRequest } from '../../ports/git-port.ts'
import { madeBranches } from '../../state/facts/made-branches.ts'
import type { State } from '../../state/types/state.ts'

/**
 * Returns the pull requests that are new to czar. If a branch has several, the one with the highest number counts. If two branches are at
 * the same commit, the request belongs to the branch for which it was opened.
 */
export function pullRequestNews(state: State, found: readonly FoundPullRequest[]): readonly PullRequestSeen[] {
  const known = new Map(madeBranches(state).map(made => [made.branch, made]))
  const holders = new Map(
    [...known.values()].flatMap(({ branch, pullRequest }) => (pullRequest === null ? [] : [[pullRequest.number, branch]])),
  )
  const news = new Map<string, PullRequestSeen>()
  for (const { worker, branch, number, url } of found.toSorted(byClaim)) {
    const made = known.get(branch)
    if (made?.worker.id !== worker || (holders.get(number) ?? branch) !== branch) continue
    holders.set(number, branch)
    const { pullRequest } = made
    const isNews = pullRequest === null || pullRequest.number < number || (pullRequest.number === number && pullRequest.url !== url)
    if (isNews && (news.get(branch)?.number ?? 0) < number) news.set(branch, { kind: 'pull_request.seen', worker, branch, number, url })
  }
  return [...news.values()]
}

/**
 * Sorts the branches that could own a request. Branches that were pushed at the request's commit come first. Branches that are at this
 * commit come next. Among equals, the newest branch comes first.
 */
function byClaim(left: FoundPullRequest, right: FoundPullRequest): number {
  return Number(right.isPushed) - Number(left.isPushed) || right.number - left.number
}

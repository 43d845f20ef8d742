import type { FoundPullRequest } from '../model/git-port.ts'
import { own } from '../model/own.ts'
import type { PullRequestEvent } from '../model/pull-request.ts'
import type { State } from '../model/state.ts'

/**
 * Which of these pull requests are news. Of several that a branch has had, the one with the highest number is meant; one
 * that is another worker's already stays with it, for who builds on somebody's work may stand at the same commit.
 */
export function pullRequestNews({ workers }: State, found: readonly FoundPullRequest[]): readonly PullRequestEvent[] {
  const holders = new Map(Object.values(workers).flatMap(({ id, pullRequest }) => (pullRequest === null ? [] : [[pullRequest.number, id]])))
  const news = new Map<string, PullRequestEvent>()
  for (const { worker: id, branch, number, url } of found.toSorted(byClaim)) {
    const worker = own(workers, id)
    if (worker?.worktree?.branch !== branch || (holders.get(number) ?? id) !== id) continue
    holders.set(number, id)
    const known = worker.pullRequest
    const isNews = known === null || known.number < number || (known.number === number && known.url !== url)
    if (isNews && (news.get(id)?.number ?? 0) < number) news.set(id, { kind: 'pull_request.seen', worker: id, branch, number, url })
  }
  return [...news.values()]
}

/** Whose branch stands there on the remote comes before one who only has the commit; then the newest. */
function byClaim(left: FoundPullRequest, right: FoundPullRequest): number {
  return Number(right.isPushed) - Number(left.isPushed) || right.number - left.number
}

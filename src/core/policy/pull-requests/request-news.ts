import type { ForgeRequest, PullRequestEvent } from '../../events/pull-request.ts'
import type { PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'

/** Returns the requests that changed on the forge since czar last read them. */
export function requestNews({ forge }: Pick<State, 'forge'>, seen: readonly ForgeRequest[]): readonly PullRequestEvent[] {
  const byNumber = new Map(seen.map(request => [request.number, request]))
  return Object.values(forge.requests).flatMap(({ worker, task, branch, request: before, preceded }) => {
    const about = { worker, task, branch }
    const now = before === null ? undefined : byNumber.get(before.number)
    const isNews = before !== null && now !== undefined && !isSame(before, now)
    const other = preceded == null ? undefined : byNumber.get(preceded.number)
    const isFree = preceded != null && other !== undefined && other.standing !== 'open'
    return [
      ...(isNews ? [{ kind: 'pull_request.changed', ...about, request: now } as const] : []),
      ...(isFree ? [{ kind: 'pull_request.preceded', ...about, issue: preceded.issue, other: null } as const] : []),
    ]
  })
}

/**
 * Returns the numbers of all requests that may still change: czar's own that are not known to be merged or closed, and other people's for
 * the same issues.
 */
export function openNumbers({ forge }: Pick<State, 'forge'>): readonly number[] {
  return Object.values(forge.requests).flatMap(({ request, preceded }: PullRequestState) => [
    ...(request?.standing === 'open' ? [request.number] : []),
    ...(preceded != null && (request === null || request.standing === 'open') ? [preceded.number] : []),
  ])
}

interface Draft extends Pick<PullRequestState, 'worker' | 'task' | 'branch'> {
  readonly number: number
  readonly head: ForgeRequest['head']
}

/** Returns the drafts that czar will make ready for review once people have approved their commit. */
export function unapprovedDrafts({ forge, project }: Pick<State, 'forge' | 'project'>): readonly Draft[] {
  if (project?.policy.pullRequests?.draftUntil !== 'reviewed') return []
  return Object.values(forge.requests).flatMap(({ worker, task, branch, request, told, approved }) => {
    const isOurs = request?.standing === 'open' && request.isDraft && request.head === told && approved !== told
    return isOurs ? [{ worker, task, branch, number: request.number, head: request.head }] : []
  })
}

function isSame(before: ForgeRequest, now: ForgeRequest): boolean {
  return before.standing === now.standing && before.head === now.head && before.isDraft === now.isDraft && before.url === now.url
}

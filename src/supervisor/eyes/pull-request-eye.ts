import type { Event } from '../../core/model/event.ts'
import type { WorkersBranch } from '../../core/model/git-port.ts'
import type { CommitSha } from '../../core/model/ids.ts'
import { madeBranches } from '../../core/model/made-branches.ts'
import type { State } from '../../core/model/state.ts'
import { pullRequestNews } from '../../core/policy/pull-request-news.ts'
import type { Hands } from '../hands.ts'

export interface PullRequestEye {
  /** To be called after a fetch; resolves when what was seen is on record. */
  readonly look: () => Promise<void>
  readonly close: () => void
}

/** Looks which pull requests the remote has for the workers' branches; nobody waits for it. */
export function createPullRequestEye(hands: Hands, state: () => State, observe: (...events: readonly Event[]) => void): PullRequestEye {
  const aborter = new AbortController()
  const { signal } = aborter
  /** Where each pushed branch stood when its pull request was found. */
  const settled = new Map<string, CommitSha>()
  let isLooking = false

  async function look(): Promise<void> {
    const branches = workersBranches()
    if (isLooking || signal.aborted || branches.length === 0) return
    isLooking = true
    try {
      const found = await hands.git.pullRequests(branches, signal)
      if (signal.aborted) return
      for (const { branch, head, isPushed } of found) if (isPushed) settled.set(branch, head)
      const news = pullRequestNews(state(), found)
      if (news.length > 0) observe(...news)
    } catch (error) {
      // Unknown is no news: the remote is asked again after the next fetch.
      if (!signal.aborted) hands.log.warn({ error: String(error) }, 'pull requests could not be looked for')
    } finally {
      isLooking = false
    }
  }

  function workersBranches(): readonly WorkersBranch[] {
    return madeBranches(state()).map(({ worker, branch, startSha, pullRequest }) => {
      return { worker: worker.id, branch, startSha, settled: pullRequest === null ? null : (settled.get(branch) ?? null) }
    })
  }

  return { look, close: () => aborter.abort() }
}

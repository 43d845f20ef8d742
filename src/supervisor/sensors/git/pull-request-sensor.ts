import type { CommitSha } from '../../../core/model/ids.ts'
import { pullRequestNews } from '../../../core/policy/attention/pull-request-news.ts'
import type { WorkersBranch } from '../../../core/ports/git-port.ts'
import { madeBranches } from '../../../core/state/facts/made-branches.ts'
import type { Sensor, SensorContext } from '../sensor.ts'

/** Asks the remote in the background for pull requests of the workers' branches. */
export function createPullRequestSensor({ hands, state, observe }: SensorContext) {
  const aborter = new AbortController()
  const { signal } = aborter
  /** The head of each pushed branch when its pull request was found. */
  const settled = new Map<string, CommitSha>()
  let isLooking = false

  /** Call it after a fetch. Resolves when the result is journalled. */
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
      // No answer is no news: the next fetch asks the remote again.
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

  return { look, close: () => aborter.abort() } satisfies Sensor & { readonly look: () => Promise<void> }
}

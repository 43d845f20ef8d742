import type { CommitSha } from '../../../core/model/ids.ts'
import { pullRequestNews } from '../../../core/policy/attention/pull-request-news.ts'
import type { WorkersBranch } from '../../../core/ports/git-port.ts'
import { madeBranches } from '../../../core/state/facts/made-branches.ts'
import type { Sensor, SensorContext } from '../sensor.ts'

/** Asks the remote in the background which pull requests there are for the workers' branches. */
export function createPullRequestSensor({ hands, state, observe }: SensorContext) {
  const aborter = new AbortController()
  const { signal } = aborter
  /** For each pushed branch, its newest commit at the time when its pull request was found. Czar does not ask for it again. */
  const settled = new Map<string, CommitSha>()
  let isLooking = false

  /** Looks for pull requests. Call it after a fetch. Resolves when the result is in the journal. */
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
      // If the remote does not answer, nothing is recorded. Czar asks again after the next fetch.
      if (!signal.aborted) hands.log.warn({ error: String(error) }, 'pull requests of the remote could not be read')
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

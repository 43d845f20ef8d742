import type { CarriedWork, ForgeThread, PullRequestEvent } from '../../core/events/pull-request.ts'
import { ForgeError } from '../../core/model/errors.ts'
import { own } from '../../core/model/own.ts'
import { checkedRequests, checkNews, failedNow } from '../../core/policy/pull-requests/check-news.ts'
import { openNumbers, requestNews, unapprovedDrafts } from '../../core/policy/pull-requests/request-news.ts'
import type { ForgePort } from '../../core/ports/forge-port.ts'
import type { Sensor, SensorContext } from './sensor.ts'

/** How long czar waits before it first reads a new pull request (SOON_MS), and before it tries again after a failure (FAILED_MS). */
const SOON_MS = 5_000
const FAILED_MS = 60_000
/** The policy waits at most this long for the first reading of the pull requests. */
const FIRST_MS = 5_000

/**
 * Reads the open pull requests and their checks again and again, because a person may merge or close one at any time. Long: the inner
 * functions share the timer of the next look.
 */
export function createForgeSensor({ hands, state, observe }: SensorContext): Sensor {
  const { forge, clock, log } = hands
  if (forge === null) return {}
  const port = forge
  const aborter = new AbortController()
  const { signal } = aborter
  let cancel: (() => void) | null = null
  let isLooking = false

  async function look(): Promise<void> {
    isLooking = true
    const againMs = await lookNow().catch(failed)
    isLooking = false
    if (!signal.aborted && openNumbers(state()).length > 0) plan(againMs)
  }

  /**
   * Records that the forge cannot be used, and returns when to try again (in ms from now). Czar may have no other reason to call the forge
   * for a long time, so nothing else would report the failure.
   */
  function failed(error: unknown): number {
    if (signal.aborted) return FAILED_MS
    log.warn({ error: String(error) }, 'the pull requests on the forge could not be read')
    if (!(error instanceof ForgeError)) return FAILED_MS
    const { reason: because, message: reason, until } = error
    if (because !== 'failed') tell([{ kind: 'pull_request.delayed', because, reason, until, isLook: true }])
    return Math.max(FAILED_MS, (until ?? 0) - clock.now())
  }

  async function lookNow(): Promise<number> {
    const { requests, againMs } = await port.look(openNumbers(state()), signal)
    tell(requestNews(state(), requests))
    for (const request of checkedRequests(state())) {
      tell(await readChecks(port, request))
      const { worker, task, branch, number, commentStamp: seen } = request
      const news = await port.threads({ number, seen }, signal)
      if (news === null) continue
      const threads = await nameTasks(hands, own(state().forge.requests, branch)?.carries, news.threads)
      tell([{ kind: 'pull_request.commented', worker, task, branch, stamp: news.stamp, threads }])
    }
    for (const { number, head, ...about } of unapprovedDrafts(state())) {
      if (await port.isApproved({ number, head }, signal)) tell([{ kind: 'pull_request.approved', ...about, head }])
    }
    if (state().forge.trouble?.isLook === true) tell([{ kind: 'pull_request.reached' }])
    return againMs
  }

  async function readChecks(from: ForgePort, request: ReturnType<typeof checkedRequests>[number]): Promise<readonly PullRequestEvent[]> {
    const checks = await from.checks(request.head, signal)
    const known = new Map((request.checks?.failed ?? []).map(check => [check.name, check]))
    // The log of a failed check is read only once.
    const failed = await Promise.all(failedNow(checks).map(async check => known.get(check.name) ?? from.readCheck(check, signal)))
    return checkNews(request, checks, failed)
  }

  function tell(news: readonly PullRequestEvent[]): void {
    if (news.length > 0 && !signal.aborted) observe(...news)
  }

  function plan(afterMs: number): void {
    if (isLooking || cancel !== null) return
    cancel = clock.at(clock.now() + afterMs, () => {
      cancel = null
      void look()
    })
  }

  function patience(): Promise<void> {
    return new Promise(resolve => clock.at(clock.now() + FIRST_MS, resolve))
  }

  return {
    // The policy waits a moment for this reading, because pull requests may have been merged while no czar ran.
    begin: () => (openNumbers(state()).length > 0 ? Promise.race([look(), patience()]) : undefined),
    onEvents(events) {
      if (events.some(({ kind }) => kind === 'pull_request.opened' || kind === 'pull_request.preceded')) plan(SOON_MS)
    },
    close() {
      aborter.abort()
      cancel?.()
    },
  }
}

/** Adds to each conversation the task that wrote its line, if the request holds the work of all tasks. */
async function nameTasks(
  { git, log }: Pick<SensorContext['hands'], 'git' | 'log'>,
  work: CarriedWork | null | undefined,
  threads: readonly ForgeThread[],
): Promise<readonly ForgeThread[]> {
  if (work == null) return threads
  return Promise.all(
    threads.map(async thread => {
      const { path, line, isRemoved } = thread
      if (line === null || isRemoved === true) return thread
      const task = await git.landing.whoWrote({ work, path, line }).catch(error => {
        log.warn({ error: String(error) }, 'git cannot tell who wrote a line')
        return null
      })
      return task === null ? thread : { ...thread, task }
    }),
  )
}

import { ForgeError } from '../../core/model/errors.ts'
import { openNumbers, requestNews } from '../../core/policy/pull-requests/request-news.ts'
import type { Sensor, SensorContext } from './sensor.ts'

/** The first look after a request was opened, and the next one after a failure. */
const SOON_MS = 5_000
const FAILED_MS = 60_000
/** How long the policy waits for the first look. */
const FIRST_MS = 5_000

/** Looks at the open pull requests while there are any: a person may merge or close one at any time. */
export function createForgeSensor({ hands, state, observe }: SensorContext): Sensor {
  const { forge, clock, log } = hands
  if (forge === null) return {}
  const port = forge
  const aborter = new AbortController()
  let cancel: (() => void) | null = null

  async function look(): Promise<void> {
    const againMs = await lookNow()
    cancel = null
    if (!aborter.signal.aborted && openNumbers(state()).length > 0) plan(againMs)
  }

  async function lookNow(): Promise<number> {
    try {
      const { requests, againMs } = await port.look(openNumbers(state()), aborter.signal)
      const news = aborter.signal.aborted ? [] : requestNews(state(), requests)
      if (news.length > 0) observe(...news)
      return againMs
    } catch (error) {
      if (!aborter.signal.aborted) log.warn({ error: String(error) }, 'the pull requests could not be looked at')
      const until = error instanceof ForgeError ? (error.until ?? 0) : 0
      return Math.max(FAILED_MS, until - clock.now())
    }
  }

  function plan(afterMs: number): void {
    cancel ??= clock.at(clock.now() + afterMs, () => void look())
  }

  function patience(): Promise<void> {
    return new Promise(resolve => clock.at(clock.now() + FIRST_MS, resolve))
  }

  return {
    // The policy waits a moment: requests that were merged while no czar ran are no work any more.
    begin: () => (openNumbers(state()).length > 0 ? Promise.race([look(), patience()]) : undefined),
    onEvents(events) {
      if (events.some(({ kind }) => kind === 'pull_request.opened')) plan(SOON_MS)
    },
    close() {
      aborter.abort()
      cancel?.()
    },
  }
}

import type { Hands } from '../../hands.ts'
import type { Sensor, SensorContext } from '../sensor.ts'

const FETCH_MS = 180_000
/** A short pause, so that a person who repairs the remote soon sees the effect. */
const RETRY_MS = 30_000
/** How long a start waits for the fetch, which takes one or two seconds. New branches that start from an old base are better than none. */
const FIRST_FETCH_MS = 5_000

/**
 * Fetches from the remote, if there is one, and records when the remote becomes unreachable or reachable. `onFetched`: base or a branch may
 * have moved. Long: its functions share the next fetch.
 */
export function createRemoteSensor(
  { hands, state, observe }: SensorContext,
  onFetched: () => void,
): Required<Pick<Sensor, 'prepared' | 'begin' | 'onEvents' | 'close'>> {
  if (hands.project.remote === null) return { prepared: Promise.resolve(), begin() {}, onEvents() {}, close() {} }
  const aborter = new AbortController()
  const first = hands.git.fetch(aborter.signal)
  const patience = Promise.withResolvers<void>()
  let cancel = hands.clock.at(hands.clock.now() + FIRST_FETCH_MS, patience.resolve)

  let isFetching = false
  let isWanted = false

  async function look(fetching: ReturnType<Hands['git']['fetch']>): Promise<void> {
    isFetching = true
    const { ok, reason } = await fetching
    isFetching = false
    cancel()
    if (aborter.signal.aborted) return
    const problem = ok ? null : (reason ?? 'unknown')
    // Recorded only at the beginning and the end of a failure, because each try may word it differently.
    if ((problem === null) !== (state().unreachable === null)) observe({ kind: 'git.fetched', problem })
    if (ok) onFetched()
    const afterMs = isWanted ? 0 : ok ? FETCH_MS : RETRY_MS
    isWanted = false
    cancel = hands.clock.at(hands.clock.now() + afterMs, again)
  }

  function again(): void {
    cancel()
    void look(hands.git.fetch(aborter.signal))
  }

  /** A fetch that is under way may have read base before. */
  function lookSoon(): void {
    if (isFetching) isWanted = true
    else again()
  }

  return {
    prepared: Promise.race([first.then(() => {}), patience.promise]),
    begin: () => void look(first),
    onEvents(events) {
      if (events.some(event => event.kind === 'pull_request.changed' && event.request.standing === 'merged')) lookSoon()
    },
    close() {
      aborter.abort()
      cancel()
    },
  }
}

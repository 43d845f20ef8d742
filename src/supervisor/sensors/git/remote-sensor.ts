import type { Hands } from '../../hands.ts'
import type { Sensor, SensorContext } from '../sensor.ts'

const FETCH_MS = 180_000
/** The pause before the next fetch after a failed one. It is short, so that a person who repairs the remote soon sees the effect. */
const RETRY_MS = 30_000
/**
 * A launch waits at most this long for the first fetch, which normally takes one or two seconds. If the fetch takes longer, new branches
 * start from the old base, which is better than no branches.
 */
const FIRST_FETCH_MS = 5_000

/**
 * Fetches from the remote, if there is one. Records when the remote becomes unreachable and when it can be reached again. Calls
 * `onFetched` after a fetch, because base or a branch may have moved. Long: the inner functions share the timer of the next fetch.
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
    // Czar records only when the failures begin and when they end, because each failed fetch may have another message.
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

  /** Fetches again soon, because a fetch that is running may have read base too early. */
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

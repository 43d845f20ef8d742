import type { Hands } from '../../hands.ts'
import type { Sensor, SensorContext } from '../sensor.ts'

const FETCH_MS = 180_000
/** A short pause, so that a person who repairs the remote soon sees the effect. */
const RETRY_MS = 30_000
/** How long a start waits for the fetch, which takes one or two seconds. New branches that start from an old base are better than none. */
const FIRST_FETCH_MS = 5_000

/**
 * Fetches from the remote, if there is one, and records when the remote becomes unreachable or reachable. `onFetched`: base or a branch may
 * have moved.
 */
export function createRemoteSensor(
  { hands, state, observe }: SensorContext,
  onFetched: () => void,
): Required<Pick<Sensor, 'prepared' | 'begin' | 'close'>> {
  if (hands.project.remote === null) return { prepared: Promise.resolve(), begin() {}, close() {} }
  const aborter = new AbortController()
  const first = hands.git.fetch(aborter.signal)
  const patience = Promise.withResolvers<void>()
  let cancel = hands.clock.at(hands.clock.now() + FIRST_FETCH_MS, patience.resolve)

  async function look(fetching: ReturnType<Hands['git']['fetch']>): Promise<void> {
    const { ok, reason } = await fetching
    cancel()
    if (aborter.signal.aborted) return
    const problem = ok ? null : (reason ?? 'unknown')
    // Recorded only at the beginning and the end of a failure, because each try may word it differently.
    if ((problem === null) !== (state().unreachable === null)) observe({ kind: 'git.fetched', problem })
    if (ok) onFetched()
    cancel = hands.clock.at(hands.clock.now() + (ok ? FETCH_MS : RETRY_MS), () => void look(hands.git.fetch(aborter.signal)))
  }

  return {
    prepared: Promise.race([first.then(() => {}), patience.promise]),
    begin: () => void look(first),
    close() {
      aborter.abort()
      cancel()
    },
  }
}

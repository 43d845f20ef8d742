import type { Event } from '../../../core/events/event.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { Hands } from '../../hands.ts'

export interface RemoteSensor {
  /** Resolves after the first fetch, or when the remote does not answer in time. */
  readonly fetched: Promise<void>
  /** Tells the first result, then fetches again and again. */
  readonly begin: () => void
  readonly close: () => void
}

export interface RemoteEyeOptions {
  readonly state: () => State
  readonly observe: (...events: readonly Event[]) => void
  /** Base or a branch may have moved. */
  readonly onFetched: () => void
}

const FETCH_MS = 180_000
/** Short, so that a person who repairs the remote soon sees the effect. */
const RETRY_MS = 30_000
/** A fetch takes one or two seconds; new branches that start from an old base are better than none. */
const FIRST_FETCH_MS = 5_000

/** Fetches the remote, if there is one, and tells when it becomes unreachable or reachable. */
export function createRemoteSensor(hands: Hands, { state, observe, onFetched }: RemoteEyeOptions): RemoteSensor {
  if (hands.project.remote === null) return { fetched: Promise.resolve(), begin() {}, close() {} }
  const aborter = new AbortController()
  const first = hands.git.fetch(aborter.signal)
  const patience = Promise.withResolvers<void>()
  let cancel = hands.clock.at(hands.clock.now() + FIRST_FETCH_MS, patience.resolve)

  async function look(fetching: ReturnType<Hands['git']['fetch']>): Promise<void> {
    const { ok, reason } = await fetching
    cancel()
    if (aborter.signal.aborted) return
    const problem = ok ? null : (reason ?? 'unknown')
    // Told only at the begin and the end of a failure, since each try may word it differently.
    if ((problem === null) !== (state().unreachable === null)) observe({ kind: 'git.fetched', problem })
    if (ok) onFetched()
    cancel = hands.clock.at(hands.clock.now() + (ok ? FETCH_MS : RETRY_MS), () => void look(hands.git.fetch(aborter.signal)))
  }

  return {
    fetched: Promise.race([first.then(() => {}), patience.promise]),
    begin: () => void look(first),
    close() {
      aborter.abort()
      cancel()
    },
  }
}

import type { Event } from '../../../core/events/event.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { Hands } from '../../hands.ts'

export interface RemoteSensor {
  /** Resolves when the remote was fetched for the first time, or does not answer: then nobody waits for it. */
  readonly fetched: Promise<void>
  /** From here on what was fetched is told, and it is fetched again and again. */
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
/** A person who mends the remote sees soon that it is mended. */
const RETRY_MS = 30_000
/** A fetch takes one or two seconds; new branches that start from an old base are better than none. */
const FIRST_FETCH_MS = 5_000

/** Fetches the remote, if there is one, and tells when it can no longer be reached, or can again. */
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
    // Said when it begins and when it ends: the words of each failure may differ.
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

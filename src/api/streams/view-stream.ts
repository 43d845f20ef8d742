import type { StatusView } from '../../core/views/status.ts'
import type { SharedView } from './shared-view.ts'
import type { StreamSource } from './stream-source.ts'

/**
 * Streams the whole state of the fleet first, and then only its changes. For each client, only the state that it got last is kept. So a
 * slow client skips the states in between.
 */
export function streamView(view: SharedView): StreamSource {
  let sent: StatusView | null = null
  return {
    subscribe: view.subscribe,
    next() {
      const news = view.newsSince(sent)
      sent = view.look()
      return news
    },
    // A heartbeat of the czar is not an event, so it shows up only when the state is computed again. `lookAgain` computes it again while
    // nothing else happens.
    lookAgain: view.forget,
  }
}

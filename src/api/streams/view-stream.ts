import type { StatusView } from '../../core/views/status.ts'
import type { SharedView } from './shared-view.ts'
import type { StreamSource } from './stream-source.ts'

/** The whole view, then patches. A client holds only the view that it got last, so a slow client skips the views in between. */
export function streamView(view: SharedView): StreamSource {
  let sent: StatusView | null = null
  return {
    subscribe: view.subscribe,
    next() {
      const news = view.newsSince(sent)
      sent = view.look()
      return news
    },
    // The czar's heartbeat is not an event, so it is read when nothing else happens.
    lookAgain: view.forget,
  }
}

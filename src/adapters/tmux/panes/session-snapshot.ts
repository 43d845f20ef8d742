import type { ServerId } from '../../../core/model/ids.ts'
import type { SessionSnapshot } from '../../../core/ports/terminal-port.ts'
import type { PaneRow } from './list-panes.ts'

/** Describes each session by one of its panes: by the pane that czar marked as its own, or by the first pane if czar marked none. */
export function toSnapshots(rows: readonly PaneRow[], server: ServerId): readonly SessionSnapshot[] {
  const sessions = new Map<string, PaneRow>()
  for (const row of rows) {
    const shown = sessions.get(row.session)
    if (shown === undefined || (shown.mark === null && row.mark !== null)) sessions.set(row.session, row)
  }
  return [...sessions.values()].map(({ session, pane, name, pid, dead, mark }) => {
    const marks = mark === null ? null : { worker: mark.worker, incarnation: mark.incarnation }
    return { server, session, pane, name, pid, dead, marks }
  })
}

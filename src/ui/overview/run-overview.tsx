import type { HostRow, ProjectRow } from '../../core/views/project-row.ts'
import { showApp } from '../dashboard/components/show-app.ts'
import { FLASHES_MS } from '../dashboard/flashing.ts'
import type { DashboardOptions } from '../dashboard/run-dashboard.tsx'
import { Overview } from './overview.tsx'
import type { OverviewEnd } from './overview-model.ts'
import { createOverviewStore } from './overview-store.ts'

/** The projects that the list shows. */
export interface ProjectsFeed {
  /** Calls the listener after each change. The returned function unsubscribes. */
  attend(listener: () => void): () => void
  rows(): readonly ProjectRow[]
  hosts(): readonly HostRow[]
  /** When a czar has last alerted the terminals, in ms since the epoch. Null: it did not since the list was opened first. */
  alertedAt(): number | null
}

/** Shows all projects until the person opens one or quits. `selected` is the project that was open last. */
export async function runOverview(
  feed: ProjectsFeed,
  { keyboard, stdout, isColourful, selected }: DashboardOptions & { readonly selected: string | null },
): Promise<OverviewEnd> {
  const left = Promise.withResolvers<OverviewEnd>()
  const size = { columns: stdout.columns ?? 80, rows: stdout.rows ?? 24 }
  const store = createOverviewStore({ size, rows: [], hosts: [], selected, notice: null, isFlashing: false }, left.resolve)
  let flashed: number | null = null
  const look = () => {
    store.show({ rows: feed.rows(), hosts: feed.hosts() })
    const alertedAt = feed.alertedAt()
    if (alertedAt !== null && alertedAt !== flashed) store.flashUntil(alertedAt + FLASHES_MS)
    flashed = alertedAt
  }
  const forget = feed.attend(look)
  look()
  const app = showApp(<Overview store={store} isColourful={isColourful} />, { keyboard, stdout })
  // The terminal may also go away by itself.
  void app.waitUntilExit().then(
    () => left.resolve({ kind: 'quit' }),
    () => left.resolve({ kind: 'quit' }),
  )
  try {
    const end = await left.promise
    app.unmount()
    await app.waitUntilExit()
    return end
  } finally {
    forget()
    store.close()
    keyboard.close()
  }
}

import type { Journaled } from '../../core/events/event.ts'
import { isTerminalAlert } from '../dashboard/flashing.ts'
import type { Hubs } from '../web/server/live/hubs.ts'

/**
 * Calls the listener with the id of a project whose czar alerts terminals. Alerts from before the project was first seen do not count. The
 * returned function ends this.
 */
export function hearAlerts(hubs: Pick<Hubs, 'attend' | 'rows' | 'find'>, heard: (project: string) => void): () => void {
  const lastRead = new Map<string, number>()

  function readNew(project: string): readonly Journaled[] {
    const hub = hubs.find(project)
    const newest = hub?.view()?.seq
    if (hub === null || newest === undefined) return []
    let last = lastRead.get(project)
    // A project that was cleaned and launched again has a new journal, which is shorter.
    if (last === undefined || newest < last) last = newest
    const events: Journaled[] = []
    while (last < newest) {
      const page = hub.eventsAfter(last)
      if (page.length === 0) break
      events.push(...page)
      last = page.at(-1)?.seq ?? newest
    }
    lastRead.set(project, last)
    return events
  }

  return hubs.attend(() => {
    for (const { id } of hubs.rows()) if (readNew(id).some(isTerminalAlert)) heard(id)
  })
}

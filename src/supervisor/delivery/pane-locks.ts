import type { PaneId } from '../../core/model/ids.ts'

/** Lets only one writer at a time use a pane. Deliveries, answers to dialogs and keys take turns, first come, first served. */
export interface PaneLocks {
  hold<Value>(pane: PaneId, work: () => Promise<Value>): Promise<Value>
}

/**
 * The locks of one supervisor for the panes of one tmux server. If a holder fails, the next waiting writer gets the
 * lock.
 */
export function createPaneLocks(): PaneLocks {
  const lastHolders = new Map<PaneId, Promise<unknown>>()

  async function hold<Value>(pane: PaneId, work: () => Promise<Value>): Promise<Value> {
    const before = lastHolders.get(pane) ?? Promise.resolve()
    const mine = before.then(work, work)
    lastHolders.set(pane, mine)
    try {
      return await mine
    } finally {
      if (lastHolders.get(pane) === mine) lastHolders.delete(pane)
    }
  }

  return { hold }
}

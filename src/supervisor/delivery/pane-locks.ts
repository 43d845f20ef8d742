import type { PaneId } from '../../core/model/ids.ts'

/**
 * Lets only one part of czar at a time write to a pane. Deliveries, answers to dialogs and keys take turns, in the order in which they
 * asked.
 */
export interface PaneLocks {
  hold<Value>(pane: PaneId, work: () => Promise<Value>): Promise<Value>
}

/** Creates the locks for the panes of one tmux server. If a part that has the lock fails, the part that waits next gets it. */
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

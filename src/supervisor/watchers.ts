import type { WorkerId } from '../core/model/ids.ts'
import type { AgentObservation, AgentWatch } from '../core/ports/agents-port.ts'

/** For each worker, the open watch on its agent's signals. Actions read from the watch, and the end of the agent closes it. */
export interface Watchers {
  readonly agent: (worker: WorkerId) => OpenWatch | undefined
  readonly setAgent: (worker: WorkerId, watch: OpenWatch) => Promise<void>
  readonly closeAgent: (worker: WorkerId) => Promise<void>
  readonly closeAll: () => Promise<void>
}

export interface OpenWatch {
  readonly incarnation: number
  readonly watch: AgentWatch
  readonly onObservation: (listener: (observation: AgentObservation) => void) => () => void
}

/** Keeps at most one open watch for each worker. When the agent is started again, the watch of its new start replaces the old watch. */
export function createWatchers(): Watchers {
  const open = new Map<WorkerId, OpenWatch>()

  async function closeAgent(worker: WorkerId): Promise<void> {
    const current = open.get(worker)
    open.delete(worker)
    await current?.watch.close()
  }

  return {
    agent: worker => open.get(worker),
    async setAgent(worker, watch) {
      await closeAgent(worker)
      open.set(worker, watch)
    },
    closeAgent,
    async closeAll() {
      await Promise.all([...open.keys()].map(closeAgent))
    },
  }
}

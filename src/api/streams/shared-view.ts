import type { StatusView } from '../../core/views/status.ts'
import type { CzarDoor } from '../door.ts'
import { diffStatus } from '../status-patch.ts'
import { relayChanges } from './relay-changes.ts'

/** The state of the fleet for all clients that watch it. It is computed, compared and turned into bytes once for all of them. */
export interface SharedView {
  /** Calls the listener when the state may have changed. The returned function unsubscribes. */
  subscribe(listener: () => void): () => void
  look(): StatusView
  /** Marks the state as outdated. It is computed again when a client next needs it. */
  forget(): void
  /**
   * Returns the bytes that bring a client from the state `taken` to the present one. `taken` is null if the client has no state yet.
   * Returns null if the client is up to date.
   */
  newsSince(taken: StatusView | null): Buffer | null
}

/** Asks the czar only while there are clients, and notifies the clients at most once per `gapMs`. */
export function shareView(door: CzarDoor, gapMs: number): SharedView {
  let current: StatusView | null = null
  /**
   * For each state that some client has: the bytes that bring this client to the present state. For a client that hangs, only that one old
   * state stays in memory.
   */
  const news = new Map<StatusView | null, Buffer | null>()

  function forget(): void {
    current = null
    news.clear()
  }

  function look(): StatusView {
    current ??= door.view()
    return current
  }

  return {
    subscribe: relayChanges(door, { onChange: forget, onNobody: forget, gapMs }),
    look,
    forget,
    newsSince(taken) {
      const now = look()
      if (!news.has(taken)) news.set(taken, write(taken, now))
      return news.get(taken) ?? null
    },
  }
}

function write(taken: StatusView | null, now: StatusView): Buffer | null {
  if (taken === null) return toServerSentEvent('state', now.seq, now)
  const patch = taken === now ? null : diffStatus(taken, now)
  return patch === null ? null : toServerSentEvent('patch', now.seq, patch)
}

function toServerSentEvent(event: 'state' | 'patch', seq: number, data: object): Buffer {
  return Buffer.from(`id: ${seq}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}

import type { StatusView } from '../../core/views/status.ts'
import type { CzarDoor } from '../door.ts'
import { diffStatus } from '../status-patch.ts'
import { relayChanges } from './relay-changes.ts'

/** The czar's view for all clients that watch it. It is computed, compared and serialized once for all of them. */
export interface SharedView {
  /** Calls back when the view may have changed; the returned function unsubscribes. */
  subscribe(listener: () => void): () => void
  look(): StatusView
  /** Marks the view as outdated. It is computed again when a client next needs it. */
  forget(): void
  /** The bytes that bring a client from `taken` (null: it has nothing yet) to the present view; null: it is up to date. */
  newsSince(taken: StatusView | null): Buffer | null
}

/** Asks the door only while there are clients, and notifies them at most once per `gapMs`. */
export function shareView(door: CzarDoor, gapMs: number): SharedView {
  let current: StatusView | null = null
  /** Patches to the present view, by the view that a client has. A client that hangs keeps only its own view in memory. */
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

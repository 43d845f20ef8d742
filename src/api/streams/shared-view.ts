import type { StatusView } from '../../core/views/status.ts'
import type { CzarDoor } from '../door.ts'
import { diffStatus } from '../status-patch.ts'
import { relayChanges } from './relay-changes.ts'

/** The czar's view as all watching clients share it: worked out, compared and written as bytes once for all of them. */
export interface SharedView {
  /** Calls back when the view may be another; the answer takes the listener away again. */
  subscribe(listener: () => void): () => void
  look(): StatusView
  /** Has the view worked out anew at the next look. */
  forget(): void
  /** What brings a client that last took `taken` (null: nothing yet) to what `look` gives; null: it is there. */
  newsSince(taken: StatusView | null): Buffer | null
}

/** Asks the door only while somebody watches, and tells of changes once in `gapMs`. */
export function shareView(door: CzarDoor, gapMs: number): SharedView {
  let current: StatusView | null = null
  /** By what a client took last, and about the present view alone: a client that hangs keeps nothing alive but its own. */
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

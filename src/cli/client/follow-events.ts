import { setTimeout as pause } from 'node:timers/promises'
import type { ApiClient } from '../../api/client.ts'
import type { Journaled } from '../../core/events/event.ts'
import { ToolError } from '../../core/model/errors.ts'

const AGAIN_MS = 250

export interface Followed {
  close(): void
  /** Resolves when no czar answers any more, or after `close`. */
  readonly ended: Promise<void>
}

/**
 * Gives each event after `seq` to the listener, once and in order. A stream may break off while the czar goes on: either side ends it after
 * a long silence, for example if this process was stopped or the machine stood still. The journal has the events, so the next stream
 * begins after the last one.
 */
export async function followEvents(client: ApiClient, seq: number, listener: (event: Journaled) => void): Promise<Followed> {
  let last = seq
  let isClosed = false
  const take = (event: Journaled) => {
    last = event.seq
    listener(event)
  }
  let stream = await client.stream(last, take)

  async function goOn(): Promise<void> {
    for (;;) {
      await stream.ended
      if (isClosed) return
      await pause(AGAIN_MS)
      if (isClosed) return
      const next = await client.stream(last, take).catch(orEnd)
      if (next === 'over') return
      if (next !== null) stream = next
      if (isClosed) return stream.close()
    }
  }

  return {
    ended: goOn(),
    close() {
      isClosed = true
      stream.close()
    },
  }
}

/** null: the czar is there and did not answer in time. */
function orEnd(error: unknown): 'over' | null {
  return error instanceof ToolError ? null : 'over'
}

import { setTimeout as pause } from 'node:timers/promises'
import type { ApiClient } from '../../api/client.ts'
import type { Journaled } from '../../core/events/event.ts'
import { ToolError } from '../../core/model/errors.ts'

const RETRY_MS = 250

export interface Followed {
  close(): void
  /** Resolves when no czar answers any more, or after `close` was called. */
  readonly ended: Promise<void>
}

/**
 * Gives each event after `seq` to the listener, once and in order. The connection may break although the czar still runs: either side ends
 * it after a long silence, for example if this process or the machine was suspended. No event is lost then, because the journal
 * has them all, and the next connection asks for the events after the last one received.
 */
export async function followEvents(client: ApiClient, seq: number, listener: (event: Journaled) => void): Promise<Followed> {
  let last = seq
  let isClosed = false
  const take = (event: Journaled) => {
    last = event.seq
    listener(event)
  }
  let stream = await client.stream(last, take)

  async function reconnect(): Promise<void> {
    for (let triedAt = Number.NEGATIVE_INFINITY; ; ) {
      await stream.ended
      // The first try comes at once, so that the end of a czar is noticed at once.
      if (!isClosed && performance.now() - triedAt < RETRY_MS) await pause(RETRY_MS)
      triedAt = performance.now()
      if (isClosed) return
      const next = await client.stream(last, take).catch(orEnd)
      if (next === 'over') return
      if (next !== null) stream = next
      if (isClosed) return stream.close()
    }
  }

  return {
    ended: reconnect(),
    close() {
      isClosed = true
      stream.close()
    },
  }
}

/** Whether the czar is gone. Null means that the czar is there but did not answer in time. */
function orEnd(error: unknown): 'over' | null {
  return error instanceof ToolError ? null : 'over'
}

import type { Socket } from 'node:net'
import type { StreamPace } from './stream-pace.ts'
import type { StreamSource } from './stream-source.ts'

/** A comment line, which clients skip. */
const BEAT = Buffer.from(': beat\n\n')

/** One client of a stream, as `StreamClients` sees it. */
export interface StreamClient {
  /** Sends a heartbeat to a client that has got nothing for a while, and drops a client that does not read. */
  check(nowMs: number): void
  /** Sends what is left, then ends the stream. */
  end(): void
  /** The connection has closed. */
  forget(): void
}

/**
 * Sends a client the next piece of its source once it has taken the one before. Data that is not sent stays in the source, so a client that
 * hangs holds one piece at most. Long: its functions share one client.
 */
export function sendTo(socket: Socket, source: StreamSource, { beatMs, slowAfterMs }: StreamPace): StreamClient {
  let state: 'ready' | 'taking' | 'ended' = 'ready'
  let isEnding = false
  let sentAtMs = performance.now()

  function advance(): void {
    if (state !== 'ready') return
    try {
      const news = source.next()
      if (news instanceof Buffer) send(news)
      else if (news === 'over' || isEnding) finish()
    } catch {
      // The journal could not be read: this client is cut off and may reconnect; the czar goes on.
      socket.destroy()
    }
  }

  function send(bytes: Buffer): void {
    state = 'taking'
    sentAtMs = performance.now()
    socket.write(bytes, onTaken)
  }

  /** Resolves when the system has taken the bytes, so a client that does not read delays it. */
  function onTaken(error?: Error | null): void {
    if (state !== 'taking' || error) return
    state = 'ready'
    advance()
  }

  function finish(): void {
    state = 'ended'
    socket.destroySoon()
  }

  const unsubscribe = source.subscribe(advance)
  advance()
  return {
    check(nowMs) {
      const silentMs = nowMs - sentAtMs
      if (state === 'taking' && silentMs >= slowAfterMs) socket.destroy()
      if (state !== 'ready' || silentMs < beatMs) return
      source.lookAgain?.()
      send(BEAT)
    },
    end() {
      isEnding = true
      advance()
    },
    forget() {
      state = 'ended'
      unsubscribe()
    },
  }
}

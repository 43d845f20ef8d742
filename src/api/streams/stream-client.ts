import type { Socket } from 'node:net'
import type { StreamPace } from './stream-pace.ts'
import type { StreamSource } from './stream-source.ts'

/** A comment line, which clients ignore. It shows that the czar is alive. */
const BEAT = Buffer.from(': beat\n\n')

/** One client of a stream, as the list of all clients knows it. */
export interface StreamClient {
  /** Sends a heartbeat to a client that has received nothing for a while. Cuts off a client that does not read. */
  check(nowMs: number): void
  /** Sends the remaining data and then ends the stream. */
  end(): void
  /** Called when the connection has closed. */
  forget(): void
}

/**
 * Sends a client the data of its source in pieces. A piece is sent only when the client has taken the piece before it. Data that is not
 * sent yet stays in the source, so for a client that hangs at most one piece is held in memory. Long: the inner functions share the state
 * of one client.
 */
export function sendTo(socket: Socket, source: StreamSource, { beatMs, slowAfterMs }: StreamPace): StreamClient {
  let state: 'ready' | 'taking' | 'ended' = 'ready'
  let isEnding = false
  let isLate = false
  let sentAtMs = performance.now()

  function advance(): void {
    if (state !== 'ready') return
    try {
      const news = source.next()
      if (news instanceof Buffer) send(news)
      else if (news === 'over' || isEnding) finish()
    } catch {
      // The journal could not be read. Only this client is cut off, and it may connect again. The czar goes on.
      socket.destroy()
    }
  }

  function send(bytes: Buffer): void {
    state = 'taking'
    sentAtMs = performance.now()
    socket.write(bytes, onTaken)
  }

  /** Called when the operating system has taken the bytes. For a client that does not read, this comes late. */
  function onTaken(error?: Error | null): void {
    if (state !== 'taking' || error) return
    state = 'ready'
    isLate = false
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
      if (state === 'taking' && silentMs >= slowAfterMs) {
        // If this process or the whole machine stood still, the client may have taken the bytes, and Node has not said so yet. Node says so
        // before the next check.
        if (isLate) socket.destroy()
        isLate = true
      }
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

import type { Socket } from 'node:net'
import type { StreamPace } from './stream-pace.ts'
import type { StreamSource } from './stream-source.ts'

/** A comment: clients skip it. */
const BEAT = Buffer.from(': beat\n\n')

/** One client of a stream, as those who look after all of them see it. */
export interface StreamClient {
  /** Shows one that heard nothing for long that the czar is there, and drops one that takes nothing. */
  check(nowMs: number): void
  /** What is left is still sent, then the stream ends. */
  end(): void
  /** The connection is no more. */
  forget(): void
}

/**
 * Sends a client what its source has, the next when it has taken the one before. What is not taken yet stays where it
 * comes from: a client that hangs holds one text, however much happens.
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
      // The journal could not be read: this client is cut off and may come back; the czar goes on.
      socket.destroy()
    }
  }

  function send(bytes: Buffer): void {
    state = 'taking'
    sentAtMs = performance.now()
    socket.write(bytes, onTaken)
  }

  /** Node calls back when the system has the bytes, so a client that does not read keeps it waiting. */
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

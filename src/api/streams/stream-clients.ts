import type { Socket } from 'node:net'
import { type StreamClient, sendTo } from './stream-client.ts'
import type { StreamPace } from './stream-pace.ts'
import type { StreamSource } from './stream-source.ts'

const CHECK_EVERY_MS = 1_000

/** The list of all clients of all streams. */
export interface StreamClients {
  /** Sends the source's data to the connection until the source or the connection ends. */
  add(socket: Socket, source: StreamSource): void
  /** Ends every stream after its remaining data has been sent. A stream that is added later ends in the same way. */
  close(): void
}

/** Serves all clients with one timer, which runs while there are clients. */
export function keepStreamClients(pace: StreamPace): StreamClients {
  const clients = new Set<StreamClient>()
  let timer: NodeJS.Timeout | undefined
  let isClosing = false

  function checkAll(): void {
    const nowMs = performance.now()
    for (const client of clients) client.check(nowMs)
  }

  return {
    add(socket, source) {
      const client = sendTo(socket, source, pace)
      clients.add(client)
      timer ??= setInterval(checkAll, Math.min(CHECK_EVERY_MS, pace.beatMs, pace.slowAfterMs))
      socket.once('close', () => {
        client.forget()
        clients.delete(client)
        if (clients.size > 0) return
        clearInterval(timer)
        timer = undefined
      })
      if (isClosing) client.end()
    },
    close() {
      isClosing = true
      for (const client of clients) client.end()
    },
  }
}

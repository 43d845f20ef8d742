import type { WebSocket } from 'ws'

const PING_MS = 15_000

/** Ends a connection whose browser no longer answers, such as a phone that is out of reach. */
export function watchSocket(socket: WebSocket): void {
  let isAnswering = true
  const ping = setInterval(() => {
    if (!isAnswering) return socket.terminate()
    isAnswering = false
    socket.ping()
  }, PING_MS)
  socket.on('pong', () => {
    isAnswering = true
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', () => clearInterval(ping))
}

import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A socket that passes everything on to another socket, and can cut its connections. */
export async function aRelay(path: string, to: string) {
  const open = new Set<Socket>()
  const server = createServer(socket => {
    const other = connect(to)
    for (const end of [socket, other]) {
      end.on('error', () => {})
      end.on('close', () => {
        socket.destroy()
        other.destroy()
      })
    }
    socket.pipe(other).pipe(socket)
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  const cut = () => {
    for (const socket of open) socket.destroy()
    open.clear()
  }
  const close = async () => {
    const closed = new Promise(resolve => server.close(resolve))
    cut()
    await closed
  }
  await new Promise<void>(resolve => server.listen(path, resolve))
  onTestFinished(() => void (server.listening && close()))
  return { cut, close, open: () => open.size }
}

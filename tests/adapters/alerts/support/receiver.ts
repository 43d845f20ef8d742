import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Received {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Record<string, unknown>
}

/**
 * A local HTTP server that receives webhooks and ends with the test. It gives the listed answers, one per request, and
 * then 200.
 */
export async function aReceiver(
  ...answers: readonly ((response: ServerResponse) => void)[]
): Promise<{ readonly received: Received[]; readonly url: (path: string) => URL }> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', chunk => {
      text += chunk
    })
    request.on('end', () => {
      const answer = answers[received.length] ?? (ok => ok.end('ok'))
      received.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(text) })
      answer(response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { received, url: path => new URL(path, `http://127.0.0.1:${port}`) }
}

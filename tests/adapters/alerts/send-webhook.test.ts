import { expect, test } from 'vitest'
import { sendWebhook, type Webhook } from '../../../src/adapters/alerts/send-webhook.ts'
import { anAlert } from '../../support/builders/an-alert.ts'
import { until } from '../../support/until.ts'
import { aReceiver } from './support/receiver.ts'

const PATH = '/services/T0SECRET/B0SECRET/verysecrettoken'

function send(url: URL, over: Partial<Webhook> = {}, signal = new AbortController().signal): Promise<string> {
  return sendWebhook({ url, token: null, shape: null, ...over }, anAlert(), signal)
}

test('the plain JSON of a webhook has every attention item, with ISO times', async () => {
  const { received, url } = await aReceiver()
  expect(await send(url('/hook?x=1'), { hasText: true })).toBe('HTTP 200')
  expect(received).toMatchObject([{ path: '/hook?x=1', headers: { 'content-type': 'application/json' } }])
  expect(received[0]?.headers.authorization).toBeUndefined()
  expect(received[0]?.body).toEqual({
    version: 1,
    id: 'gateway:alert:webhook:7',
    project: 'gateway',
    kind: 'attention',
    title: 'gateway: api needs a person',
    text: 'api is blocked: Which port?\n  next: czar tell api "…"',
    matters: [
      {
        key: 'question:api',
        worker: 'api',
        text: 'api is blocked: Which port?',
        hint: 'czar tell api "…"',
        since: '1970-01-01T00:00:00.000Z',
      },
    ],
  })
})

test('without leave a webhook gets no word of an agent or a task, only who needs a person', async () => {
  const { received, url } = await aReceiver()
  await send(url('/hook'))
  await send(url('/hook'), { hasText: false })
  expect(received[0]?.body).toMatchObject({
    title: 'gateway: api needs a person',
    text: '1 matter needs you: czar status -p gateway',
    matters: [{ key: 'question:api', worker: 'api', text: '', hint: null }],
  })
  expect(received[1]?.body).toEqual(received[0]?.body)
})

test("a webhook's token is sent as a bearer token", async () => {
  const { received, url } = await aReceiver()
  await send(url('/hook'), { token: 'tk_secret' })
  expect(received[0]?.headers.authorization).toBe('Bearer tk_secret')
})

test("a webhook's error holds the receiver's answer, and a later request may succeed", async () => {
  const { url } = await aReceiver(response => response.writeHead(500).end('try\x1b[2J again'))
  await expect(send(url(PATH))).rejects.toThrow(/^127\.0\.0\.1:\d+ did not take the alert: HTTP 500: try again$/)
  expect(await send(url(PATH))).toBe('HTTP 200')
})

test("the error never holds a secret of the webhook's address, even if the receiver repeats it", async () => {
  const { url } = await aReceiver(response => response.writeHead(404).end(`no ${PATH}?k=hush-hush for tk_secret, verysecrettoken`))
  const error = await send(url(`${PATH}?k=hush-hush`), { token: 'tk_secret' }).catch((caught: unknown) => caught)
  const { message, command, stderr } = error as { message: string; command: string[]; stderr: string }
  expect(JSON.stringify({ message, command, stderr })).not.toMatch(/SECRET|verysecret|hush|tk_/)
  expect(message).toContain('HTTP 404: no [secret]')
})

test('a redirect of a webhook is not followed, whatever its host', async () => {
  const other = await aReceiver()
  const { url } = await aReceiver(response => response.writeHead(307, { location: other.url('/elsewhere').href }).end())
  await expect(send(url(PATH))).rejects.toThrow('HTTP 307, a redirect, which is not followed')
  expect(other.received).toEqual([])
})

test("a webhook's receiver that never answers is given up after a time limit", async () => {
  const { url } = await aReceiver(() => {})
  await expect(send(url(PATH), { timeoutMs: 50 })).rejects.toMatchObject({
    reason: 'timeout',
    message: expect.stringContaining('within 50 ms'),
  })
})

test("a webhook's receiver that begins an answer and never ends it is given up after a time limit", async () => {
  const { url } = await aReceiver(response => void response.writeHead(200).flushHeaders())
  await expect(send(url(PATH), { timeoutMs: 80 })).rejects.toMatchObject({ reason: 'timeout' })
})

test("an endless answer of a webhook's receiver is read only in part", async () => {
  const { url } = await aReceiver(response => {
    response.writeHead(500)
    const flood = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    }
    response.on('drain', flood)
    flood()
  })
  await expect(send(url(PATH))).rejects.toThrow(/HTTP 500: x{199}…$/)
})

test('a czar that exits cancels the webhook request', async () => {
  const { received, url } = await aReceiver(() => {})
  const aborter = new AbortController()
  const sent = send(url(PATH), {}, aborter.signal)
  const outcome = expect(sent).rejects.toThrow('it was cut off')
  await until(
    async () => received.length,
    count => count === 1,
    { what: 'the request' },
  )
  aborter.abort()
  await outcome
})

test("a webhook's host that cannot be reached is named with the reason", async () => {
  await expect(send(new URL('http://127.0.0.1:1/x'))).rejects.toThrow(/^127\.0\.0\.1:1 did not take the alert: (ECONNREFUSED|bad port)$/)
})

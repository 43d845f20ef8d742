import { expect, test } from 'vitest'
import { openTerminalPage, openWeb, type TerminalPage, type WebWorld } from './support/open-web.ts'

const OPEN = { project: 'gateway', worker: 'api' }
const PATIENCE = { timeout: 20_000 }

async function opened(web: WebWorld): Promise<TerminalPage> {
  const page = await openTerminalPage(web)
  page.say(OPEN)
  await expect.poll(() => page.got.length, PATIENCE).toBe(2)
  return page
}

/** The server answers in order. So when it has answered this, it has read everything before. */
async function untilRead(page: TerminalPage, web: WebWorld): Promise<void> {
  const { length } = web.terminals
  page.say({ take: false })
  await expect.poll(() => web.terminals.length, PATIENCE).toBeGreaterThan(length)
}

test('a page watches at first, types when it has taken the keyboard, and watches again when it gives it back', async () => {
  const web = await openWeb()
  const page = await opened(web)
  expect(page.got).toEqual(['{"event":"begin","canType":false,"mayTake":true}', 'terminal 1'])
  page.say({ keys: 'lost' })
  page.say({ take: true })
  await expect.poll(() => page.got.at(-1), PATIENCE).toBe('terminal 2')
  page.say({ keys: 'yes\r' })
  page.say({ keys: '\x03' })
  await untilRead(page, web)
  expect(web.terminals.map(({ order, typed, isClosed }) => [order.canType, typed, isClosed])).toEqual([
    [false, [], true],
    [true, ['yes\r', '\x03'], true],
    [false, [], false],
  ])
  page.say({ keys: 'lost' })
  page.socket.close()
  await expect.poll(() => web.terminals.every(({ isClosed }) => isClosed), PATIENCE).toBe(true)
  expect(web.terminals[2]?.typed).toEqual([])
})

test('a connection that breaks off gives the keyboard back', async () => {
  const web = await openWeb()
  const page = await opened(web)
  page.say({ take: true })
  await expect.poll(() => web.terminals.length, PATIENCE).toBe(2)
  page.socket.terminate()
  await expect.poll(() => web.terminals.every(({ isClosed }) => isClosed), PATIENCE).toBe(true)
})

test('a page whose connection breaks off while the keyboard is taken leaves no open terminal', async () => {
  const web = await openWeb()
  const page = await opened(web)
  for (let at = 0; at < 20; at++) page.say({ take: at % 2 === 0 })
  page.socket.close()
  await expect.poll(() => page.socket.readyState, PATIENCE).toBe(3)
  await expect.poll(() => web.terminals.every(({ isClosed }) => isClosed), PATIENCE).toBe(true)
})

test('a person who leaves with tmux’s own key goes on watching, and the page shows the end of the session', async () => {
  const web = await openWeb()
  const page = await opened(web)
  page.say({ take: true })
  await expect.poll(() => page.got.at(-1), PATIENCE).toBe('terminal 2')
  web.terminals[1]?.order.onEnd()
  await expect.poll(() => page.got.at(-1), PATIENCE).toBe('terminal 3')
  expect(web.terminals[2]?.order.canType).toBe(false)
  web.terminals[2]?.order.onEnd()
  await expect.poll(() => page.got.at(-1), PATIENCE).toContain('"end"')
})

test('a read-only page can never take the keyboard', async () => {
  const web = await openWeb({ isReadOnly: true })
  const page = await opened(web)
  expect(page.got[0]).toBe('{"event":"begin","canType":false,"mayTake":false}')
  for (const order of [{ keys: 'a' }, { take: true }, { keys: 'b' }, { ...OPEN, take: true }, { take: 'true' }, { canType: true }])
    page.say(order)
  page.say({ take: true })
  await expect.poll(() => page.got.filter(text => text.includes('refused')).length, PATIENCE).toBe(4)
  expect(web.terminals.map(({ order, typed }) => [order.canType, typed])).toEqual([[false, []]])
})

test('a terminal is refused to another page, without the cookie, with a read-only page’s cookie, and for a foreign name', async () => {
  const web = await openWeb()
  const look = await openWeb({ isReadOnly: true, token: 'the-token-to-look' })
  await expect(openTerminalPage(web, { origin: 'http://evil.example' })).rejects.toThrow('403')
  await expect(openTerminalPage(web, { origin: 'null' })).rejects.toThrow('403')
  await expect(openTerminalPage(web, { origin: undefined })).rejects.toThrow('403')
  await expect(openTerminalPage(web, { host: `evil.example:${web.port}` })).rejects.toThrow('403')
  await expect(openTerminalPage(web, { cookie: undefined })).rejects.toThrow('401')
  const borrowed = `czar_${web.port}=${look.cookie.split('=')[1]}`
  await expect(openTerminalPage(web, { cookie: borrowed })).rejects.toThrow('401')
  expect(web.terminals).toEqual([])
})

test('a frame that is too long closes the connection and the terminal, and nonsense does nothing', async () => {
  const web = await openWeb()
  const page = await opened(web)
  page.say({ take: true })
  await expect.poll(() => page.got.at(-1), PATIENCE).toBe('terminal 2')
  for (const text of [
    '',
    '[]',
    'null',
    '{"keys":1}',
    '{"keys":""}',
    '{"keys":"a","take":true}',
    `{"keys":"${'x'.repeat(2_001)}"}`,
    'rm -rf /',
  ])
    page.say(text)
  page.socket.send(Buffer.from('{"keys":"binary"}'))
  page.say({ keys: 'x'.repeat(2_000) })
  await expect.poll(() => web.terminals[1]?.typed, PATIENCE).toEqual(['x'.repeat(2_000)])
  page.socket.on('error', () => {})
  page.say({ keys: 'x'.repeat(10_000) })
  await expect.poll(() => page.socket.readyState, PATIENCE).toBe(3)
  await expect.poll(() => web.terminals.every(({ isClosed }) => isClosed), PATIENCE).toBe(true)
})

test('control bytes go to the agent as they are, and the prefix key of tmux goes to the agent too', async () => {
  const web = await openWeb()
  const page = await opened(web)
  page.say({ take: true })
  await expect.poll(() => page.got.at(-1), PATIENCE).toBe('terminal 2')
  page.say({ keys: '\x02:kill-server\r' })
  page.say({ keys: '\x00\x1b[A\x7f\x02\x02' })
  await expect.poll(() => web.terminals[1]?.typed, PATIENCE).toEqual(['\x02\x02:kill-server\r', '\x00\x1b[A\x7f\x02\x02\x02\x02'])
})

test('an unknown project is named as such, a second project cannot be opened, and more than twenty terminals are refused', async () => {
  const web = await openWeb()
  for (const project of ['..', 'none', '__proto__']) {
    const page = await openTerminalPage(web)
    page.say({ project, worker: 'api' })
    await expect.poll(() => page.got, PATIENCE).toEqual([expect.stringContaining('There is no such project')])
    page.say({ take: true })
    page.socket.close()
    await expect.poll(() => page.socket.readyState, PATIENCE).toBe(3)
  }
  const page = await opened(web)
  page.say({ project: 'gateway', worker: 'models' })
  await untilRead(page, web)
  expect(web.terminals.map(({ order }) => order.worker)).toEqual(['api', 'api'])
  await Promise.all(Array.from({ length: 19 }, () => openTerminalPage(web)))
  await expect(openTerminalPage(web)).rejects.toThrow('503')
})

test('only the page of a terminal has the policy that lets it make styles, and it runs no inline code either', async () => {
  const web = await openWeb()
  const policyOf = async (path: string) =>
    String((await web.ask(path, { headers: { cookie: web.cookie } })).headers['content-security-policy'])
  const policy = await policyOf('/p/gateway/worker/api/terminal')
  expect(policy).toContain("style-src 'self' 'unsafe-inline'")
  expect(policy).toContain("script-src 'self';")
  for (const path of ['/', '/p/gateway/worker/api', '/p/gateway/worker/api/diff', '/p/gateway/terminal', '/p/a/worker/b/terminal/c'])
    expect(await policyOf(path), path).not.toContain('unsafe')
})

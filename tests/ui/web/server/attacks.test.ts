import { expect, test } from 'vitest'
import { openLive, openWeb, sendRaw } from './support/open-web.ts'

const TELL = JSON.stringify({ verb: 'tell', worker: 'api', text: 'do harm' })
const COMMANDS = '/api/projects/gateway/commands'

test("czar's own page can read and write", async () => {
  const web = await openWeb()
  expect(await web.ask('/', { headers: { cookie: web.cookie } })).toMatchObject({
    status: 200,
    text: expect.stringContaining('<title>czar'),
  })
  expect(await web.ask(COMMANDS, { method: 'POST', headers: web.fromPage(), body: TELL })).toMatchObject({ status: 200 })
  expect(web.czar.performed).toEqual([{ verb: 'tell', worker: 'api', text: 'do harm' }])
})

test('without the cookie nothing but the files of the page can be read, and nothing written', async () => {
  const web = await openWeb()
  for (const path of ['/', '/p/gateway', '/api/session', '/api/projects/gateway/events', '/api/nothing'])
    expect(await web.ask(path), path).toMatchObject({ status: 401 })
  expect(await web.ask(COMMANDS, { method: 'POST', headers: { ...web.fromPage(), cookie: '' }, body: TELL })).toMatchObject({ status: 401 })
  expect(web.czar.performed).toEqual([])
})

test.each([
  ['a foreign name for this machine (DNS rebinding)', 'evil.example'],
  ['a foreign name with the right port', 'evil.example:PORT'],
  ['another port', '127.0.0.1:1'],
  ['a dot at the end', 'localhost.:PORT'],
  ['a name that only begins like ours', '127.0.0.1.evil.example:PORT'],
])('a request for %s is refused', async (_what, host) => {
  const web = await openWeb()
  const headers = { ...web.fromPage(), host: host.replace('PORT', String(web.port)) }
  expect(await web.ask('/', { headers })).toMatchObject({ status: 403 })
  expect(await web.ask(`/enter?token=${web.token}`, { headers })).toMatchObject({ status: 403 })
  expect(await web.ask(COMMANDS, { method: 'POST', headers, body: TELL })).toMatchObject({ status: 403 })
  await expect(openLive(web, { host: headers.host })).rejects.toThrow('403')
})

test('a host in upper case, and the names localhost and ::1, are accepted', async () => {
  const web = await openWeb()
  for (const host of [`LOCALHOST:${web.port}`, `localhost:${web.port}`, `[::1]:${web.port}`])
    expect(await web.ask('/', { headers: { cookie: web.cookie, host } }), host).toMatchObject({ status: 200 })
})

test('a request without a host, or for a whole address, is refused', async () => {
  const web = await openWeb()
  expect(await sendRaw(web.port, `GET / HTTP/1.0\r\ncookie: ${web.cookie}\r\n\r\n`)).toMatch(/^HTTP\/1.1 (?:400|403)/)
  const whole = `GET http://evil.example/ HTTP/1.1\r\nhost: 127.0.0.1:${web.port}\r\ncookie: ${web.cookie}\r\nconnection: close\r\n\r\n`
  expect(await sendRaw(web.port, whole)).toMatch(/^HTTP\/1.1 (?:400|403)/)
})

test.each([
  ['a foreign origin', { origin: 'http://evil.example' }],
  ['the origin null of a sandboxed frame', { origin: 'null' }],
  ['our address with another scheme', { origin: 'https://127.0.0.1:PORT' }],
  ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
  ['another site, as the browser says', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ['another page of the same site', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }],
])('a write from %s is refused', async (_what, more) => {
  const web = await openWeb()
  const headers = web.fromPage(
    Object.fromEntries(Object.entries(more).map(([name, value]) => [name, value.replace('PORT', String(web.port))])),
  )
  expect(await web.ask(COMMANDS, { method: 'POST', headers, body: TELL })).toMatchObject({ status: 403 })
  expect(await web.ask('/api/projects/gateway/land', { method: 'POST', headers, body: '{}' })).toMatchObject({ status: 403 })
  expect(web.czar.performed).toEqual([])
  expect(web.landed).toEqual([])
})

test('a link on another page may open the page, but no frame, script or picture may, and nothing below /api', async () => {
  const web = await openWeb()
  const send = (path: string, dest: string, mode = 'navigate') =>
    web.ask(path, { headers: { cookie: web.cookie, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': mode, 'sec-fetch-dest': dest } })
  expect(await send('/p/gateway', 'document')).toMatchObject({ status: 200 })
  for (const dest of ['iframe', 'frame', 'object', 'embed']) expect(await send('/p/gateway', dest), dest).toMatchObject({ status: 403 })
  expect(await send('/assets/main-1.js', 'script', 'no-cors')).toMatchObject({ status: 403 })
  expect(await send('/api/projects/gateway/events', 'document')).toMatchObject({ status: 403 })
})

test('a form of another page cannot write, although the browser sends it without asking first', async () => {
  const web = await openWeb()
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
    const headers = { ...web.fromPage(), 'content-type': type }
    expect(await web.ask(COMMANDS, { method: 'POST', headers, body: TELL }), type).toMatchObject({ status: 415 })
  }
  const { 'x-czar-page': _, ...withoutHeader } = web.fromPage()
  expect(await web.ask(COMMANDS, { method: 'POST', headers: withoutHeader, body: TELL })).toMatchObject({ status: 403 })
  const { origin: __, ...withoutOrigin } = web.fromPage()
  expect(await web.ask(COMMANDS, { method: 'POST', headers: withoutOrigin, body: TELL })).toMatchObject({ status: 403 })
  expect(web.czar.performed).toEqual([])
})

test('no page of another origin is allowed to read: there is no CORS header, also not for a preflight', async () => {
  const web = await openWeb()
  const headers = {
    origin: 'http://evil.example',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'x-czar-page',
  }
  const answers = [await web.ask(COMMANDS, { method: 'OPTIONS', headers }), await web.ask('/', { headers: { cookie: web.cookie } })]
  for (const answer of answers) expect(Object.keys(answer.headers).filter(name => name.startsWith('access-control'))).toEqual([])
})

test('the live connection is refused to another page, without the cookie, and at another path', async () => {
  const web = await openWeb()
  await expect(openLive(web, { origin: 'http://evil.example' })).rejects.toThrow('403')
  await expect(openLive(web, { origin: undefined })).rejects.toThrow('403')
  await expect(openLive(web, { cookie: undefined })).rejects.toThrow('401')
  await expect(openLive(web, { cookie: `czar_${web.port}=${web.token}` })).rejects.toThrow('401')
  await openLive(web)
})

test('the token is accepted only by /enter, and the cookie holds another secret', async () => {
  const web = await openWeb()
  expect(web.cookie).not.toContain(web.token)
  expect(await web.ask(`/?token=${web.token}`)).toMatchObject({ status: 401 })
  expect(await web.ask(`/api/session?token=${web.token}`)).toMatchObject({ status: 401 })
  expect(await web.ask('/api/session', { headers: { authorization: `Bearer ${web.token}` } })).toMatchObject({ status: 401 })
})

test('the page /enter leaks no token: no referrer, no store, and a strict cookie that scripts cannot read', async () => {
  const web = await openWeb()
  const { headers, text } = await web.ask(`/enter?token=${web.token}`)
  expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' })
  expect(headers['set-cookie']?.[0]).toMatch(/^czar_\d+=[\w-]{32}\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(text).not.toContain(web.token)
})

test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/p/"><script>', 'javascript:alert(1)'])(
  "the page /enter redirects only to a path of czar's page: %s",
  async to => {
    const web = await openWeb()
    const { text } = await web.ask(`/enter?token=${web.token}&to=${encodeURIComponent(to)}`)
    expect(text).toContain('url=/"')
    expect(text).not.toContain('evil')
    expect(text).not.toContain('script')
  },
)

test('after a few wrong tokens further ones are refused unread, and a browser with the cookie continues', async () => {
  const web = await openWeb()
  for (let tries = 0; tries < 10; tries++) expect(await web.ask('/enter?token=guess')).toMatchObject({ status: 403 })
  expect(await web.ask('/enter?token=guess')).toMatchObject({ status: 429 })
  expect(await web.ask(`/enter?token=${web.token}`)).toMatchObject({ status: 429 })
  expect(await web.ask('/api/session', { headers: { cookie: web.cookie } })).toMatchObject({ status: 200 })
})

test("the cookie of another program on this machine gives no access, and does not lock out czar's own browser", async () => {
  const [one, other] = [await openWeb(), await openWeb()]
  expect(await other.ask('/api/session', { headers: { cookie: one.cookie } })).toMatchObject({ status: 401 })
  const both = `${one.cookie}; czar_${other.port}=forged; ${other.cookie}`
  expect(await other.ask('/api/session', { headers: { cookie: both } })).toMatchObject({ status: 200 })
})

test('a cookie that nobody was given is refused: changed, cut, signed with another token, or signed for another name', async () => {
  const web = await openWeb()
  const other = await openWeb({ token: 'another-token' })
  const [name = '', value = ''] = web.cookie.split('=')
  const [id = '', signature = ''] = value.split('.')
  const [, foreign = ''] = other.cookie.split('=')
  const forged = [
    '',
    '.',
    id,
    `${id}.`,
    `.${signature}`,
    `${id}.${signature}.`,
    `${id}.${signature.slice(1)}`,
    `${id.startsWith('x') ? 'y' : 'x'}${id.slice(1)}.${signature}`,
    foreign,
  ]
  const all = [...forged, `${foreign.split('.')[0]}.${signature}`, `${id}.${foreign.split('.')[1]}`, web.token, `${web.token}.${signature}`]
  for (const each of all) expect((await web.ask('/api/session', { headers: { cookie: `${name}=${each}` } })).status, each).toBe(401)
  expect(await web.ask('/api/session', { headers: { cookie: `${name}=${value}` } })).toMatchObject({ status: 200 })
})

test('a read-only page refuses each write', async () => {
  const web = await openWeb({ isReadOnly: true })
  for (const path of [COMMANDS, '/api/projects/gateway/land', '/api/projects/gateway/workers/api/review'])
    expect(await web.ask(path, { method: 'POST', headers: web.fromPage(), body: TELL }), path).toMatchObject({ status: 403 })
  expect(web.czar.performed).toEqual([])
  expect(JSON.parse((await web.ask('/api/session', { headers: { cookie: web.cookie } })).text)).toMatchObject({ read_only: true })
})

test.each(['/assets/../../secret.js', '/assets/..%2f..%2fsecret.js', '/assets/%2e%2e/%2e%2e/secret.js', '/assets/....//secret.js'])(
  'no path leads out of the page’s own files: %s',
  async path => {
    const web = await openWeb()
    const raw = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${web.port}\r\ncookie: ${web.cookie}\r\nconnection: close\r\n\r\n`
    expect(await sendRaw(web.port, raw)).not.toContain('the secret')
  },
)

test('project names that lead to another folder are refused as unknown', async () => {
  const web = await openWeb()
  for (const name of ['..', '%2e%2e%2fgateway', 'gateway%2f..', '__proto__', 'constructor', 'gateway%00'])
    expect((await web.ask(`/api/projects/${name}/events`, { headers: { cookie: web.cookie } })).status, name).toBeGreaterThanOrEqual(400)
})

test("every answer's headers forbid foreign code, frames and guessing of content types", async () => {
  const web = await openWeb()
  for (const path of ['/', '/enter?token=x', '/api/session', '/assets/main-1.js', '/assets/none.js']) {
    const { headers } = await web.ask(path, { headers: { cookie: web.cookie } })
    expect(headers['content-security-policy'], path).toMatch(/default-src 'none'; script-src 'self'; style-src 'self'/)
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/)
    expect(headers['content-security-policy']).not.toMatch(/unsafe/)
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
  }
})

test('a body of more than a megabyte, broken JSON and an unknown verb change nothing', async () => {
  const web = await openWeb()
  const send = (body: string) => web.ask(COMMANDS, { method: 'POST', headers: web.fromPage(), body })
  expect((await send('x'.repeat(1_100_000)).catch(() => ({ status: 413 }))).status).toBe(413)
  expect(await send('{"verb":')).toMatchObject({ status: 400 })
  expect(await send('{"verb":"rm"}')).toMatchObject({ status: 400 })
  expect(await send(JSON.stringify({ verb: 'say', worker: 'api', from: 'models', text: 'forged' }))).toMatchObject({ status: 400 })
  expect(web.czar.performed).toEqual([])
})

test('nonsense on the live connection is ignored, and a text that is too long closes the connection', async () => {
  const web = await openWeb()
  const page = await openLive(web)
  for (const text of ['', '[]', '{"project":1}', '{"project":"gateway"}', 'not json']) page.socket.send(text)
  page.show({ project: 'gateway' })
  await expect.poll(() => page.texts.some(({ event }) => event === 'state'), { timeout: 20_000 }).toBe(true)
  page.socket.on('error', () => {})
  page.socket.send('x'.repeat(10_000))
  await expect.poll(() => page.socket.readyState, { timeout: 20_000 }).toBe(3)
})

test('behind a proxy, a request without the proxy’s header is refused', async () => {
  const proxy = { header: 'x-forwarded-proto', value: 'https' }
  const web = await openWeb({ proxy, address: 'https://czar.example.org' })
  const host = 'czar.example.org'
  expect(await web.ask('/', { headers: { host, cookie: web.cookie } })).toMatchObject({ status: 200 })
  expect(await web.ask('/', { headers: { host, cookie: web.cookie, 'x-forwarded-proto': 'http' } })).toMatchObject({ status: 403 })
  const raw = `GET / HTTP/1.1\r\nhost: ${host}\r\ncookie: ${web.cookie}\r\nconnection: close\r\n\r\n`
  expect(await sendRaw(web.port, raw)).toMatch(/^HTTP\/1.1 403/)
  const { headers } = await web.ask(`/enter?token=${web.token}`, { headers: { host } })
  expect(headers['set-cookie']?.[0]).toContain('; Secure')
})

import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { until } from '../support/until.ts'
import { openLive, openWeb, sendRaw } from '../ui/web/server/support/open-web.ts'

function dial(port: number): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  return socket
}

test('a client that sends its headers byte by byte is cut off, and others are served meanwhile', async () => {
  const web = await openWeb()
  const slow = dial(web.port)
  slow.write(`GET / HTTP/1.1\r\nhost: 127.0.0.1:${web.port}\r\nx-slow: `)
  const drip = setInterval(() => slow.write('x'), 200)
  onTestFinished(() => clearInterval(drip))
  expect(await web.ask('/', { headers: { cookie: web.cookie } })).toMatchObject({ status: 200 })
  await until(() => slow.closed)
})

test('a client that connects and sends nothing is cut off', async () => {
  const web = await openWeb()
  const idle = dial(web.port)
  idle.resume()
  await until(() => idle.closed)
})

test('a browser without the cookie is refused before it has sent its body, and cannot go on sending', async () => {
  const web = await openWeb()
  const head = `POST /api/projects/gateway/commands HTTP/1.1\r\nhost: 127.0.0.1:${web.port}\r\ncontent-type: application/json\r\n`
  expect(await sendRaw(web.port, `${head}content-length: 900000\r\n\r\n{`)).toMatch(/^HTTP\/1.1 401/)
  const endless = dial(web.port)
  let said = ''
  endless.setEncoding('utf8').on('data', text => (said += text))
  endless.write(`${head}transfer-encoding: chunked\r\n\r\n`)
  const flood = setInterval(() => endless.write(`1000\r\n${'x'.repeat(4096)}\r\n`), 20)
  onTestFinished(() => clearInterval(flood))
  await until(() => endless.closed)
  expect(said).toMatch(/^HTTP\/1.1 (?:401|413)/)
})

test('a body in chunks without a length is refused too when it is longer than a megabyte', async () => {
  const web = await openWeb()
  const headers = Object.entries(web.fromPage({ host: `127.0.0.1:${web.port}`, connection: 'close' }))
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`
  const text = `POST /api/projects/gateway/commands HTTP/1.1\r\n${head}transfer-encoding: chunked\r\n\r\n${chunk.repeat(20)}0\r\n\r\n`
  expect(await sendRaw(web.port, text).catch(() => 'HTTP/1.1 413')).toMatch(/^HTTP\/1.1 413/)
  expect(web.czar.performed).toEqual([])
})

test('a crowd of idle connections leaves an open page connected', async () => {
  const web = await openWeb()
  const page = await openLive(web)
  page.show({ project: 'gateway' })
  await until(() => page.texts.some(({ event }) => event === 'state'))
  const crowd = Array.from({ length: 700 }, () => dial(web.port).resume())
  await until(() => crowd.filter(({ closed }) => closed).length >= 100)
  web.czar.become({ base: 'still here' })
  await until(() => JSON.stringify(page.texts).includes('still here'))
  await until(() => crowd.every(({ closed }) => closed))
  expect(await web.ask('/', { headers: { cookie: web.cookie } })).toMatchObject({ status: 200 })
})

test('a browser that holds many cookies of other programs on this machine gets access', async () => {
  const web = await openWeb()
  const others = Array.from({ length: 12 }, (_, count) => `session_${count}=${'x'.repeat(3_000)}`).join('; ')
  expect(await web.ask('/', { headers: { cookie: `${others}; ${web.cookie}` } })).toMatchObject({ status: 200 })
})

test('no message on the live connection ends the server', async () => {
  const web = await openWeb()
  const page = await openLive(web)
  const wishes = [
    '{"project":"gateway","worker":"\\ud800","seq":null}',
    '{"project":"\\udfff","worker":null,"seq":null}',
    '{"project":"gateway","worker":"../../state","seq":null}',
    '{"project":"gateway","worker":"","seq":null}',
    '{"project":"__proto__","worker":"constructor","seq":0}',
    '{"project":"gateway","worker":null,"seq":-1}',
    '{"project":"gateway","worker":null,"seq":0.5}',
    '{"project":"gateway","worker":null,"seq":1e300}',
  ]
  await until(() => page.texts.some(({ event }) => event === 'projects'))
  for (const wish of wishes) {
    page.socket.send(wish)
    page.socket.send(Buffer.from(wish))
    page.socket.ping()
    await new Promise(resolve => page.socket.once('pong', resolve))
  }
  page.show({ project: 'gateway' })
  await until(() => page.texts.some(({ event }) => event === 'state'))
  expect(web.czar.watchers('api')).toBe(0)
})

test('more live connections than the server allows are refused, and there is room again when one leaves', async () => {
  const web = await openWeb()
  const pages = await Promise.all(Array.from({ length: 200 }, () => openLive(web)))
  await expect(openLive(web)).rejects.toThrow('503')
  pages[0]?.socket.terminate()
  await until(() => openLive(web).then(Boolean, () => false))
})

test.each(['/%', '/%ff', '/p/%E0%A4%A', '/api/projects/%ff/events', '/api/projects/%/workers/%c0%ae/why', '/assets/%'])(
  'a request with an invalid address gets an answer, and the server continues: %s',
  async path => {
    const web = await openWeb()
    const raw = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${web.port}\r\ncookie: ${web.cookie}\r\nconnection: close\r\n\r\n`
    expect(await sendRaw(web.port, raw)).toMatch(/^HTTP\/1.1 (?:200|4\d\d)/)
    expect(await web.ask('/', { headers: { cookie: web.cookie } })).toMatchObject({ status: 200 })
  },
)

test.each([
  ['CONNECT', 'CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example:443\r\n\r\n'],
  ['an unknown upgrade', 'GET / HTTP/1.1\r\nhost: HOST\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n'],
  ['two hosts', 'GET / HTTP/1.1\r\nhost: evil.example\r\nhost: HOST\r\nconnection: close\r\n\r\n'],
  ['two lengths', 'POST /api/session HTTP/1.1\r\nhost: HOST\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['OPTIONS of everything', 'OPTIONS * HTTP/1.1\r\nhost: HOST\r\nconnection: close\r\n\r\n'],
  ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n'],
])('a client that sends %s gets no data, and the server continues', async (_what, text) => {
  const web = await openWeb()
  const said = await sendRaw(web.port, text.replace('HOST', `127.0.0.1:${web.port}`)).catch(() => '')
  expect(said).not.toMatch(/^HTTP\/1.1 (?:1|2)/)
  expect(await web.ask('/', { headers: { cookie: web.cookie } })).toMatchObject({ status: 200 })
})

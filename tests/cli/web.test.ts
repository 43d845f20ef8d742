import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runCommandLine } from '../../src/cli/run-command-line.ts'
import { note } from '../api/fake-door.ts'
import { until } from '../support/until.ts'
import { aStateDir } from './support/a-state-dir.ts'
import { czar, recordedIo } from './support/run-in-process.ts'

test('czar web prints the link, serves the page, and ends when it is interrupted', async () => {
  const state = await aStateDir()
  await state.project('gateway', { events: [note('x')] })
  const { io, stdout, interrupt } = recordedIo({ env: state.env })
  const over = runCommandLine(['web', '--port', '0'], io)
  const link = await until(() => /http:\/\/127\.0\.0\.1:\d+\/enter\?token=\S+/.exec(stdout())?.[0] ?? '')
  const entered = await fetch(link)
  expect(entered.status).toBe(200)
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const page = await fetch(new URL('/p/gateway', link), { headers: { cookie } })
  expect(await page.text()).toContain('<div id="app">')
  const events = await fetch(new URL('/api/projects/gateway/events', link), { headers: { cookie } })
  expect(await events.json()).toMatchObject({ version: 1, events: [{ kind: 'czar.stopped', seq: 1 }] })
  interrupt()
  await over
  await expect(fetch(link)).rejects.toThrow()
})

test('after a restart the same link and the same cookie are valid, until --new-token ends both', async () => {
  const state = await aStateDir()
  await state.project('gateway', { events: [note('x')] })
  const start = async (...words: readonly string[]) => {
    const { io, stdout, interrupt } = recordedIo({ env: state.env })
    const over = runCommandLine(['web', ...words], io)
    const link = await until(() => /http:\/\/127\.0\.0\.1:\d+\/enter\?token=\S+/.exec(stdout())?.[0] ?? '')
    const end = async () => {
      interrupt()
      await over
    }
    return { link, end }
  }
  const first = await start('--port', '0')
  const cookie = (await fetch(first.link)).headers.getSetCookie()[0]?.split(';')[0] ?? ''
  await first.end()
  const { port } = new URL(first.link)
  const session = () => fetch(new URL('/api/session', first.link), { headers: { cookie } }).then(({ status }) => status)

  const second = await start('--port', port)
  expect(second.link).toBe(first.link)
  expect(await session()).toBe(200)
  await second.end()

  // A read-only page accepts neither the link nor the cookie of a page that can steer.
  const look = await start('--port', port, '--read-only')
  expect(look.link).not.toBe(first.link)
  expect(await session()).toBe(401)
  await look.end()

  const third = await start('--port', port, '--new-token')
  expect(third.link).not.toBe(first.link)
  expect(await session()).toBe(401)
  expect((await fetch(first.link)).status).toBe(403)
  await third.end()
})

test.each(['0.0.0.0', '::', '192.0.2.1', 'build.lan', '127.0.0.1.evil.example'])(
  'the page is not served at %s without encryption, and the error names the ssh command',
  async host => {
    const { code, stderr } = await czar(['web', '--listen', host])
    expect(code).toBe(3)
    expect(stderr).toContain(`the page is not served at ${host} without encryption`)
    expect(stderr).toMatch(/next: ssh -L 7433:127\.0\.0\.1:7433 \S+@\S+ czar web --port 7433/)
  },
)

test.each([
  { words: ['--port', '99999'], says: 'a port is a number from 0 to 65535' },
  { words: ['--port', '80a'], says: 'a port is a number from 0 to 65535' },
  { words: ['--tls-cert', 'c.pem'], says: '--tls-cert and --tls-key belong together' },
  { words: ['--address', 'czar.example.org'], says: 'is not the address of a page' },
  { words: ['--address', 'https://czar.example.org/below'], says: 'is not the address of a page' },
  { words: ['--proxy-header', 'a b=c'], says: 'is not a header' },
])('a mistake in $words is an error that names the correct form', async ({ words, says }) => {
  const { code, stderr } = await czar(['web', ...words])
  expect(code).toBe(2)
  expect(stderr).toContain(says)
  expect(stderr).toContain('next: czar web')
})

test('a certificate that cannot be read, and a port that is taken, are reported as errors', async () => {
  const state = await aStateDir()
  const missing = await czar(['web', '--tls-cert', 'none.pem', '--tls-key', 'none.pem'], { env: state.env })
  expect(missing).toMatchObject({ code: 3, stderr: expect.stringContaining('next: ls -l none.pem') })
  const other = createServer()
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void other.close())
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const taken = await czar(['web', '--port', String(port)], { env: state.env })
  expect(taken).toMatchObject({ code: 3, stderr: expect.stringContaining(`port ${port} of 127.0.0.1 is taken\n  next: czar web --port 0`) })
  const far = await czar(['web', '--listen', '192.0.2.1', '--proxy-header', 'x-forwarded-proto=https'], { env: state.env })
  expect(far).toMatchObject({ code: 3, stderr: expect.stringContaining('next: ip address') })
})

test('a file that is not a certificate is reported as an error', async () => {
  const state = await aStateDir()
  const file = join(state.root, '..', 'c.pem')
  writeFileSync(file, 'no certificate')
  const { code, stderr } = await czar(['web', '--port', '0', '--tls-cert', file, '--tls-key', file], { env: state.env })
  expect(code).toBe(3)
  expect(stderr).toContain('the certificate or its key cannot be used')
})

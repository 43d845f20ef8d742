import { chmod, mkdir, stat, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type ApiClient, createApiClient } from '../../src/api/client.ts'
import { serveApi } from '../../src/api/serve-api.ts'
import type { WorkerId } from '../../src/core/model/ids.ts'
import { temporaryDirectory } from '../support/temporary.ts'
import { type FakeDoor, fakeDoor, note } from './fake-door.ts'

test('the socket is private: mode 0600 in a directory of mode 0700, also if the directory was open before', async () => {
  const directory = join(await temporaryDirectory(), 'run')
  await mkdir(directory, { mode: 0o755 })
  await chmod(directory, 0o755)
  const { socketPath } = await open(fakeDoor(), join(directory, 'gateway.api'))
  expect((await stat(socketPath)).mode & 0o777).toBe(0o600)
  expect((await stat(directory)).mode & 0o777).toBe(0o700)
})

test('a status call returns the state as the czar gave it', async () => {
  const { client } = await open(fakeDoor())
  expect(await client.state()).toMatchObject({ version: 1, project: 'gateway', czar: { state: 'supervising' } })
})

test('a command reaches the czar, and its answer comes back', async () => {
  const { client, door } = await open(fakeDoor({ answer: { ok: true, message: 'told api' } }))
  expect(await client.perform({ verb: 'tell', worker: 'api', text: 'look at 漢字 "quotes"\n' })).toEqual({ ok: true, message: 'told api' })
  expect(door.performed).toEqual([{ verb: 'tell', worker: 'api', text: 'look at 漢字 "quotes"\n' }])
})

test('a refused command comes back as an answer with its hint, not as an error of the API', async () => {
  const { client } = await open(fakeDoor({ answer: { ok: false, message: 'no worker nobody', hint: 'czar status' } }))
  expect(await client.perform({ verb: 'verify', worker: 'nobody' })).toEqual({
    ok: false,
    message: 'no worker nobody',
    hint: 'czar status',
  })
})

test('a command that only a person may give is refused with status 403', async () => {
  const answer = { ok: false, message: 'stop is for people', hint: null, needsPerson: true } as const
  const { client, socketPath } = await open(fakeDoor({ answer }))
  expect(await client.perform({ verb: 'stop', worker: null })).toEqual(answer)
  expect(await post(socketPath, '{"verb":"stop","worker":null}', 'application/json')).toMatchObject({
    status: 403,
    text: JSON.stringify(answer),
  })
})

test('results come as an index, and a single result comes with its text', async () => {
  const { socketPath } = await open(fakeDoor())
  expect(await get(socketPath, '/v1/results')).toMatchObject({
    status: 200,
    body: { version: 1, results: [{ task: 'api', verdict: 'verified' }] },
  })
  expect(await get(socketPath, '/v1/results/api')).toMatchObject({
    status: 200,
    body: { version: 1, task: 'api', text: 'the whole report' },
  })
  expect(await get(socketPath, '/v1/results/nothing')).toMatchObject({ status: 404, body: { ok: false, hint: 'czar results' } })
})

test.each([
  { what: 'text that is not JSON', body: '{"verb":', type: 'application/json', status: 400, says: 'not JSON' },
  { what: 'an unknown verb', body: '{"verb":"rm"}', type: 'application/json', status: 400, says: 'verb' },
  { what: 'a command without its worker', body: '{"verb":"verify"}', type: 'application/json', status: 400, says: 'worker' },
  {
    what: 'JSON that is sent as plain text',
    body: '{"verb":"verify","worker":"a"}',
    type: 'text/plain',
    status: 415,
    says: 'application/json',
  },
  { what: 'no content type', body: '{"verb":"verify","worker":"a"}', type: undefined, status: 415, says: 'application/json' },
  { what: 'more than a megabyte', body: `"${'x'.repeat(1024 * 1024)}"`, type: 'application/json', status: 413, says: 'at most' },
])('$what is refused with $status and never reaches the czar', async ({ body, type, status, says }) => {
  const { socketPath, door } = await open(fakeDoor())
  const answer = await post(socketPath, body, type)
  expect(answer).toMatchObject({ status })
  expect(JSON.parse(answer.text)).toMatchObject({ ok: false, message: expect.stringContaining(says) })
  expect(door.performed).toEqual([])
})

test('a request body beyond the limit is refused, also if it does not declare its length', async () => {
  const { socketPath, door } = await open(fakeDoor())
  const answer = await post(socketPath, `"${'x'.repeat(1024 * 1024)}"`, 'application/json', { chunked: true })
  expect(answer.status).toBe(413)
  expect(door.performed).toEqual([])
})

test('events after a given number come in pages', async () => {
  const door = fakeDoor()
  const { client } = await open(door)
  for (let index = 0; index < 3; index += 1) door.append(note(`${index}`))
  expect((await client.events(1)).map(event => event.seq)).toEqual([2, 3])
  expect(await client.events(3)).toEqual([])
})

test('without a czar every call fails and names the command that starts one', async () => {
  const socketPath = join(await temporaryDirectory(), 'gateway.api')
  const client = createApiClient({ socketPath, project: 'gateway', launchHint: () => 'czar launch FILE' })
  const expected = { message: 'no czar is running for gateway', hint: 'czar launch FILE', exitCode: 3 }
  await expect(client.state()).rejects.toMatchObject(expected)
  await expect(client.perform({ verb: 'stop', worker: null })).rejects.toMatchObject(expected)
  await expect(client.stream(0, () => {})).rejects.toMatchObject(expected)
})

test('a socket file that a killed czar left is replaced', async () => {
  const socketPath = join(await temporaryDirectory(), 'gateway.api')
  await leaveStaleSocket(socketPath)
  await expect(createApiClient({ socketPath, project: 'gateway', launchHint: () => 'czar launch FILE' }).state()).rejects.toMatchObject({
    exitCode: 3,
  })
  const { client } = await open(fakeDoor(), socketPath)
  expect(await client.state()).toMatchObject({ project: 'gateway' })
})

test('a socket on which a living czar answers is left alone', async () => {
  const { socketPath, client } = await open(fakeDoor())
  await expect(serveApi(fakeDoor(), { socketPath })).rejects.toMatchObject({
    code: 'precondition',
    message: expect.stringContaining('another czar'),
  })
  expect(await client.state()).toMatchObject({ project: 'gateway' })
})

test('a regular file in the place of the socket is not deleted', async () => {
  const socketPath = join(await temporaryDirectory(), 'gateway.api')
  await writeFile(socketPath, 'precious')
  await expect(serveApi(fakeDoor(), { socketPath })).rejects.toMatchObject({ message: expect.stringContaining('not a socket') })
})

test('a path that the system cannot bind is refused before anything is created', async () => {
  const socketPath = join(await temporaryDirectory(), 'x'.repeat(100), 'gateway.api')
  await expect(serveApi(fakeDoor(), { socketPath })).rejects.toMatchObject({ message: expect.stringContaining('bytes long') })
})

test('closing the server removes the socket file, and lets a running answer finish', async () => {
  const started = Promise.withResolvers<void>()
  const finish = Promise.withResolvers<void>()
  const door: FakeDoor = {
    ...fakeDoor(),
    perform: async () => {
      started.resolve()
      await finish.promise
      return { ok: true, message: 'stopped' }
    },
  }
  const { client, socketPath, server } = await open(door)
  const answer = client.perform({ verb: 'stop', worker: 'api' as WorkerId })
  await started.promise
  const closed = server.close()
  finish.resolve()
  expect(await answer).toEqual({ ok: true, message: 'stopped' })
  await closed
  await expect(stat(socketPath)).rejects.toMatchObject({ code: 'ENOENT' })
})

async function open(door: FakeDoor, path?: string) {
  const socketPath = path ?? join(await temporaryDirectory(), 'gateway.api')
  const server = await serveApi(door, { socketPath })
  onTestFinished(() => server.close())
  const client: ApiClient = createApiClient({ socketPath, project: 'gateway', launchHint: () => 'czar launch FILE' })
  return { socketPath, server, client, door }
}

function post(
  socketPath: string,
  body: string,
  type: string | undefined,
  { chunked = false } = {},
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { ...(type ? { 'content-type': type } : {}), ...(chunked ? {} : { 'content-length': Buffer.byteLength(body) }) }
    const outgoing = httpRequest({ socketPath, path: '/v1/commands', method: 'POST', agent: false, headers }, async response => {
      const chunks = await response.setEncoding('utf8').toArray()
      resolve({ status: response.statusCode ?? 0, text: chunks.join('') })
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

/**
 * Leaves a socket file behind, as a killed process does. Node would remove the file when it closes the socket, so the test moves the file
 * away in the meantime.
 */
async function leaveStaleSocket(path: string): Promise<void> {
  const { execFile } = await import('node:child_process')
  const { promisify } = await import('node:util')
  const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`
  await promisify(execFile)(process.execPath, ['-e', script]).catch(() => undefined)
  expect((await stat(path)).isSocket()).toBe(true)
}

async function get(socketPath: string, path: string): Promise<{ status: number | undefined; body: unknown }> {
  return new Promise((resolve, reject) => {
    const call = httpRequest({ socketPath, path }, answer => {
      let text = ''
      answer.setEncoding('utf8').on('data', part => (text += part))
      answer.on('end', () => resolve({ status: answer.statusCode, body: JSON.parse(text) }))
    })
    call.on('error', reject).end()
  })
}

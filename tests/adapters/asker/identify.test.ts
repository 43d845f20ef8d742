import { spawn } from 'node:child_process'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createIdentifier, type Fleet } from '../../../src/adapters/asker/identify.ts'
import { marksOf, nameOf } from '../../../src/adapters/asker/marks-of.ts'
import { peerPid } from '../../../src/adapters/asker/peer-pid.ts'
import { ancestryOf, ttyName } from '../../../src/adapters/asker/process-facts.ts'
import { temporaryDirectory } from '../../support/temporary.ts'

const CONNECT = "require('net').connect(process.argv[1]).on('data', () => {})"

/** A child process that connects to the socket. `wrap` holds shell words that stand before its command. */
async function aPeer(
  { env = {}, wrap = '' }: { env?: Record<string, string>; wrap?: string } = {},
  before: (socket: Socket) => void = () => {},
) {
  const socketPath = join(await temporaryDirectory(), 's')
  const connected = Promise.withResolvers<Socket>()
  const server = createServer(socket => {
    before(socket)
    socket.on('error', () => {})
    connected.resolve(socket)
  })
  await new Promise<void>(resolve => server.listen(socketPath, resolve))
  const child = spawn('sh', ['-c', `${wrap} "$0" -e "$1" "$2"; true`, process.execPath, CONNECT, socketPath], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: 'ignore',
    detached: true,
  })
  onTestFinished(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    server.close()
  })
  return { socket: await connected.promise, child }
}

const fleet: Fleet = { projectDir: '/state/shop', panes: () => [], launchedAt: () => null }
const pane = { CZAR_WORKER: 'api', CZAR_PROJECT_DIR: '/state/shop' }
const nobody = { worker: null }

test.runIf(process.platform === 'linux')(
  'the kernel gives the pid behind a connection, and its parent processes lead to the program that started it',
  async () => {
    const { socket, child } = await aPeer()
    const pid = await peerPid(socket)
    expect(ancestryOf(pid ?? 0).map(one => one.pid)).toEqual(expect.arrayContaining([child.pid, process.pid]))
    // The server can still write to the client after it has asked who it is.
    expect(socket.write('still there')).toBe(true)
  },
)

test.runIf(process.platform === 'linux').each([
  ['its environment', pane, '', { who: 'worker', worker: 'api', project: null }],
  ['that of an ancestor, cleared since', pane, 'env -i', { who: 'worker', worker: 'api' }],
  ['the farthest one, when a nearer is made up', pane, 'env CZAR_WORKER=docs', { who: 'worker', worker: 'api' }],
  ['another project', { ...pane, CZAR_PROJECT_DIR: '/state/other' }, '', { who: 'worker', worker: 'api', project: 'other' }],
  ['a check', { CZAR_GATE: '/state/shop#1' }, 'env -i', { who: 'gate' }],
  ['a child of the czar', {}, '', { who: 'gate' }],
] as const)('the owner of a process is found: %s', async (_, env, wrap, expected) => {
  const identifier = createIdentifier(fleet)
  const { socket } = await aPeer({ env, wrap }, identifier.accept)
  expect(await identifier.identify(socket, nobody)).toMatchObject(expected)
})

test.runIf(process.platform === 'linux')('a process that is younger than its connection is not taken for the client', async () => {
  const identifier = createIdentifier(fleet)
  const { socket } = await aPeer()
  expect(await identifier.identify(socket, nobody)).toMatchObject({ who: 'stray', why: 'the process that connected has ended' })
})

test('environment marks show a worker with its project, or a check; one variable alone shows neither', () => {
  const line = [{ CZAR_WORKER: 'api' }, { CZAR_GATE: 'g' }, pane].map(marks => ({ marks: new Map(Object.entries(marks)) }))
  expect(marksOf(line).map(nameOf)).toEqual(['gate g', 'worker /state/shop api'])
})

test('terminal programs are shown under their usual names', () => {
  expect([0x8803, 0x8800 + 0x100, (1 << 20) | 0x8800, 0x0401, 0].map(ttyName)).toEqual(['pts/3', 'pts/256', 'pts/256', 'tty1', null])
})

import { expect, onTestFinished, test } from 'vitest'
import { type ApiServer, serveApi } from '../../src/api/serve-api.ts'
import { socketsOf } from '../../src/cli/project/runtime-dir.ts'
import { runCommandLine } from '../../src/cli/run-command-line.ts'
import type { Event } from '../../src/core/events/event.ts'
import type { WorkerId } from '../../src/core/model/ids.ts'
import { type FakeDoor, fakeDoor, note } from '../api/fake-door.ts'
import { aView } from '../support/builders/a-view.ts'
import { until } from '../support/until.ts'
import { aRelay } from './support/a-relay.ts'
import { aStateDir } from './support/a-state-dir.ts'
import { czar, recordedIo } from './support/run-in-process.ts'

const api = 'api' as WorkerId
const ended: Event = { kind: 'agent.ended', worker: api, incarnation: 1, reason: 'stopped' }
const started = { kind: 'agent.started', worker: api, incarnation: 1 } as Event

test.each([
  { line: ['tell', 'api', 'keep', 'both'], command: { verb: 'tell', worker: 'api', text: 'keep both' } },
  { line: ['tell', 'api', '-'], command: { verb: 'tell', worker: 'api', text: 'from a pipe\n' } },
  { line: ['answer', 'api', 'keep', 'both'], command: { verb: 'answer', worker: 'api', text: 'keep both' } },
  { line: ['verify', 'api'], command: { verb: 'verify', worker: 'api' } },
  { line: ['nudge', 'api'], command: { verb: 'nudge', worker: 'api' } },
  { line: ['assign', 'api', 'bench'], command: { verb: 'assign', worker: 'api', task: 'bench' } },
  { line: ['review', 'api', '--accept'], command: { verb: 'review', task: 'api', decision: 'accept', text: null } },
  {
    line: ['review', 'api', '--send-back', '-'],
    command: { verb: 'review', task: 'api', decision: 'send back', text: 'from a pipe' },
  },
  { line: ['queue', 'drop', 'bench'], command: { verb: 'queue drop', task: 'bench' } },
  {
    line: [
      'queue',
      'add',
      '-',
      '--id',
      'bench',
      '--after',
      'api,docs',
      '--owns',
      'bench/**',
      'x/*',
      '--accept',
      'npm test',
      '--prefers-workers',
      'api',
      '--priority',
      '-3',
    ],
    command: {
      verb: 'queue add',
      id: 'bench',
      task: 'from a pipe\n',
      after: ['api', 'docs'],
      owns: ['bench/**', 'x/*'],
      accept: ['npm test'],
      prefers: { workers: ['api'], roles: [] },
      priority: -3,
    },
  },
  { line: ['pause', 'all'], command: { verb: 'pause', worker: 'all' } },
  { line: ['resume', 'api'], command: { verb: 'resume', worker: 'api' } },
  { line: ['restart', 'api'], command: { verb: 'restart', worker: 'api' } },
])('czar $line reaches the czar and prints its answer', async ({ line, command }) => {
  const { env, door } = await aRunningCzar(fakeDoor({ answer: { ok: true, message: 'as you wish' } }))
  expect(await czar(line, { env, stdin: 'from a pipe\n' })).toEqual({ code: 0, stdout: 'as you wish\n', stderr: '' })
  expect(door.performed).toEqual([command])
})

test('a command that the czar refuses exits with 1 and prints the hint', async () => {
  const { env } = await aRunningCzar(fakeDoor({ answer: { ok: false, message: 'there is no worker "apo"', hint: 'workers: api' } }))
  expect(await czar(['verify', 'apo'], { env })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'czar: there is no worker "apo"\n  next: workers: api\n',
  })
})

test('czar tell with an empty text sends nothing', async () => {
  const { env, door } = await aRunningCzar()
  expect(await czar(['tell', 'api', '-'], { env, stdin: ' \n' })).toMatchObject({ code: 2 })
  expect(door.performed).toEqual([])
})

test.each([
  'tell api x',
  'nudge api',
  'assign api x',
  'queue drop x',
  'pause all',
  'resume all',
  'verify api',
  'review api --accept',
  'restart api',
  'stop',
  'stop api',
])('czar %s without a running czar names the command that starts one', async line => {
  const state = await aStateDir()
  await state.project('gateway')
  const { code, stderr } = await czar(line.split(' '), { env: state.env })
  expect(stderr).toBe('czar: no czar is running for gateway\n  next: czar launch FILE\n')
  expect(code).toBe(3)
})

test('czar stop of a finished fleet exits with success, so a launch can follow it in one line', async () => {
  const state = await aStateDir()
  const view = aView()
  await state.project('gateway', { view: { ...view, czar: { ...view.czar, state: 'finished' } } })
  const stop = await czar(['stop'], { env: state.env })
  expect(stop).toMatchObject({ code: 0, stdout: 'no czar is running for gateway: the fleet has finished\n' })
  expect(await czar(['stop', 'api'], { env: state.env })).toMatchObject({ code: 3 })
})

test('czar stop of a worker waits until its agent has ended', async () => {
  const { env, door } = await aRunningCzar(fakeDoor(), [started])
  const { io, stdout, code } = recordedIo({ env })
  let isOver = false
  const over = runCommandLine(['stop', 'api'], io).then(() => {
    isOver = true
  })
  await until(() => door.performed.length === 1)
  door.append(note('something else'))
  await until(() => stdout() === 'done\n')
  expect(isOver).toBe(false)
  door.append(ended)
  await over
  expect(stdout()).toBe('done\napi has stopped\n')
  expect(code()).toBe(0)
})

test('czar stop of a worker without an agent does not wait', async () => {
  const { env } = await aRunningCzar(fakeDoor(), [started, ended])
  expect(await czar(['stop', 'api'], { env })).toEqual({ code: 0, stdout: 'done\n', stderr: '' })
})

test('czar stop of the fleet names each worker that ends, and waits until the czar has exited', async () => {
  const { env, door, server } = await aRunningCzar()
  const { io, stdout } = recordedIo({ env })
  const over = runCommandLine(['stop'], io)
  await until(() => stdout() === 'done\n')
  door.append(ended)
  await until(() => stdout().includes('api has stopped'))
  expect(stdout()).not.toContain('the czar')
  await server.close()
  await over
  expect(stdout()).toBe('done\napi has stopped\nthe czar has stopped\n')
})

test('czar stop of the fleet continues after its stream broke off, and waits until the czar has exited', async () => {
  const state = await aStateDir()
  const path = socketsOf(await state.project('gateway', { events: [note('x')] }), 'gateway', state.env).api
  const door = fakeDoor()
  const server = await serveApi(door, { socketPath: `${path}.real` })
  const relay = await aRelay(path, `${path}.real`)
  const { io, stdout } = recordedIo({ env: state.env })
  const over = runCommandLine(['stop'], io)
  await until(() => stdout() === 'done\n')
  relay.cut()
  door.append(ended)
  await until(() => stdout().includes('api has stopped'))
  await server.close()
  await relay.close()
  await over
  expect(stdout()).toBe('done\napi has stopped\nthe czar has stopped\n')
})

async function aRunningCzar(door: FakeDoor = fakeDoor(), events: readonly Event[] = [note('x')]) {
  const state = await aStateDir()
  const directory = await state.project('gateway', { events })
  const server: ApiServer = await serveApi(door, { socketPath: socketsOf(directory, 'gateway', state.env).api })
  onTestFinished(() => server.close())
  return { env: state.env, door, server }
}

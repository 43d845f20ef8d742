import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { clearStopMark, hasStopMark, writeStopMark } from '../../../src/adapters/status/marks/stop-mark.ts'
import { serveApi } from '../../../src/api/serve-api.ts'
import { revive } from '../../../src/cli/launch/revive.ts'
import { socketsOf } from '../../../src/cli/project/runtime-dir.ts'
import { fakeDoor } from '../../api/fake-door.ts'
import { aView } from '../../support/builders/a-view.ts'
import { aStateDir } from '../support/a-state-dir.ts'
import { czar, NOW, recordedIo } from '../support/run-in-process.ts'

test.each(['launch', 'give-up'])(
  'fault 108: a watchdog that is about to %s does nothing after a person has stopped the fleet',
  async step => {
    const state = await aStateDir()
    const directory = await state.project('gateway', { view: aView() })
    writeStopMark(directory, NOW)
    const dog = recordedIo({ env: state.env })
    await revive(['/no/such/file.yaml', 'gateway', directory, 'none', step], dog.io)
    expect({ code: dog.code(), stderr: dog.stderr() }).toEqual({ code: 0, stderr: '' })
    expect(dog.stdout()).toContain('gateway was stopped by a person: it is not launched again')
    expect(existsSync(join(directory, 'watchdog.json'))).toBe(false)

    clearStopMark(directory)
    clearStopMark(directory)
    await revive(['/no/such/file.yaml', 'gateway', directory, 'none', 'launch'], dog.io)
    expect({ code: dog.code(), stderr: dog.stderr() }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('czar launch /no/such/file.yaml'),
    })
  },
)

test('fault 108: a stop is recorded without a czar or an agent too, and a half-written mark counts', async () => {
  const state = await aStateDir()
  const directory = await state.project('gateway', { view: aView() })
  expect(await czar(['stop'], { env: state.env })).toEqual({
    code: 0,
    stdout: 'no czar was running for gateway, and no agent; its watchdog does not launch it again\n',
    stderr: '',
  })
  expect(hasStopMark(directory)).toBe(true)
  writeFileSync(join(directory, 'stopped.json'), '')
  expect(hasStopMark(directory)).toBe(true)
})

test('a fleet that has ended needs no stop', async () => {
  const state = await aStateDir()
  const view = aView()
  await state.project('gateway', { view: { ...view, czar: { ...view.czar, state: 'finished' } } })
  expect(await czar(['stop'], { env: state.env })).toMatchObject({
    code: 0,
    stdout: 'no czar is running for gateway: the fleet has finished\n',
  })
})

test('fault 108: after a stop that the czar refuses, the watchdog still guards the fleet', async () => {
  const state = await aStateDir()
  const directory = await state.project('gateway', { view: aView() })
  const refusing = fakeDoor({ answer: { ok: false, message: 'stop is for people', hint: null, needsPerson: true } })
  const server = await serveApi(refusing, { socketPath: socketsOf(directory, 'gateway', state.env).api })
  onTestFinished(() => server.close())
  expect(await czar(['stop'], { env: state.env })).toMatchObject({ code: 3, stderr: expect.stringContaining('stop is for people') })
  expect(hasStopMark(directory)).toBe(false)
})

test('fault 108: a worker that asks for a stop leaves no mark, whoever ends the czar meanwhile', async () => {
  const state = await aStateDir()
  const directory = await state.project('gateway', { view: aView() })
  const env = { ...state.env, CZAR_WORKER: 'api', CZAR_PROJECT_DIR: directory }
  await czar(['stop'], { env })
  expect(hasStopMark(directory)).toBe(false)
})

import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeStatus } from '../../src/adapters/status/write-status.ts'
import { serveApi } from '../../src/api/serve-api.ts'
import { socketsOf } from '../../src/cli/project/runtime-dir.ts'
import { runCommandLine } from '../../src/cli/run-command-line.ts'
import { fakeDoor } from '../api/fake-door.ts'
import { aTaskView, aView, aWorkerView } from '../support/builders/a-view.ts'
import { until } from '../support/until.ts'
import { aStateDir, type TestState } from './support/a-state-dir.ts'
import { czar, recordedIo } from './support/run-in-process.ts'

const attention = [{ key: 'k', worker: 'api', text: 'crashed 3 times', hint: 'czar attach api', since: '2026-11-20T22:29:00.000Z' }]

test('the status table shows what each worker does and for how long', async () => {
  const state = await aStateDir()
  const workers = {
    api: aWorkerView({ progress: { done: 3, total: 7, now: 'error mapping' }, ahead: 4 }),
    docs: aWorkerView({ health: 'waiting', assignment: null, waiting_for: ['api'], branch: 'feat/docs' }),
  }
  await state.project('gateway', {
    view: aView({ workers, queue: [aTaskView('bench', { state: 'waiting', worker: null, after: ['api'] })] }),
  })
  const { stdout, code } = await czar(['status'], { env: state.env })
  expect(stdout).toMatch(
    /^gateway: no czar is running \(last heartbeat 5m ago\), 0 of 1 task verified\n {2}next: czar launch \/repo\/czar\.yaml/m,
  )
  expect(stdout).toMatch(/^api +working +2m +api +acknowledged +3\/7 +4 +feat\/api +error mapping$/m)
  expect(stdout).toMatch(/^docs +waiting +2m +feat\/docs +waits for api$/m)
  expect(stdout).toMatch(/^bench +api$/m)
  expect(code).toBe(0)
})

test('the status shows the expected end of the fleet only while a czar runs, as text and as JSON', async () => {
  const state = await aStateDir()
  const at = (clock: string) => `2026-11-20T${clock}:00.000Z`
  const estimate = { at: at('23:10'), from: at('22:50'), to: '2026-11-21T01:00:00.000Z', based_on: 7 }
  const view = aView({ estimate })
  await state.project('gateway', { view })
  expect((await czar(['status'], { env: state.env })).stdout).not.toContain('through')
  await serve(state, 'gateway', { ...fakeDoor(), view: () => view })
  process.env['TZ'] = 'UTC'
  expect((await czar(['status'], { env: state.env })).stdout).toContain(
    'expected to be through at 23:10 (22:50 to 2026-11-21 01:00), from 7 finished tasks\n',
  )
  expect(JSON.parse((await czar(['status', '--json'], { env: state.env })).stdout).estimate).toEqual(estimate)
})

test("the status table shows a branch's pull request", async () => {
  const state = await aStateDir()
  const workers = { api: aWorkerView({ pull_request: { number: 7, url: 'https://github.com/owner/gateway/pull/7' } }), docs: aWorkerView() }
  await state.project('gateway', { view: aView({ workers }) })
  const { stdout } = await czar(['status'], { env: state.env })
  expect(stdout).toMatch(/ PR +BRANCH/)
  expect(stdout).toMatch(/^api .* #7 +feat\/api /m)
  expect((await czar(['status', '--json'], { env: state.env })).stdout).toContain('"url":"https://github.com/owner/gateway/pull/7"')
  await state.project('gateway', { view: aView() })
  expect((await czar(['status'], { env: state.env })).stdout).not.toContain(' PR ')
})

test('a hint is not cut in a narrow terminal, because a cut command cannot be typed', async () => {
  const state = await aStateDir()
  const hint = `git -C '/${'a long path/'.repeat(60)}' merge refs/czar/rescue/api/1   # brings it back`
  await state.project('gateway', { view: aView({ attention: [{ ...attention[0], hint } as never] }) })
  const { stdout } = await czar(['status'], { env: state.env, columns: 60 })
  expect(stdout).toContain(`    next: ${hint}\n`)
})

test('the status shows which workers are paused, and for whom a queued task is reserved', async () => {
  const state = await aStateDir()
  const progress = { done: 3, total: 7, now: 'error mapping' }
  const workers = {
    api: aWorkerView({ paused: true, progress }),
    docs: aWorkerView({ paused: true, reason: 'paused by a person; a turn runs' }),
  }
  const kept = aTaskView('bench', { state: 'waiting', worker: null, reserved_for: 'docs' })
  await state.project('gateway', { view: aView({ workers, queue: [kept] }) })
  const { stdout } = await czar(['status'], { env: state.env })
  expect(stdout).toMatch(/^api .* paused; error mapping$/m)
  expect(stdout).toMatch(/^docs .* paused by a person; a turn runs$/m)
  expect(stdout).toMatch(/^bench +docs$/m)
})

test('the status names an alert channel that fails', async () => {
  const state = await aStateDir()
  const alerts = [{ name: 'webhook', problem: 'hooks.example did not take the alert: HTTP 404', since: '2026-11-20T22:29:00.000Z' }]
  await state.project('gateway', { view: aView({ alerts }) })
  const { stdout, code } = await czar(['status'], { env: state.env })
  expect(stdout).toContain('ALERT CHANNELS THAT FAIL\n  webhook: hooks.example did not take the alert: HTTP 404\n')
  expect(code).toBe(0)
})

test('czar status exits with 3 while something needs a person, and prints the matter and the next command', async () => {
  const state = await aStateDir()
  await state.project('gateway', { view: aView({ attention }) })
  const { stdout, code } = await czar(['status'], { env: state.env })
  expect(stdout).toContain('  api: crashed 3 times\n    next: czar attach api\n')
  expect(code).toBe(3)
})

test('czar status --json prints the public view and whether a czar runs', async () => {
  const state = await aStateDir()
  await state.project('gateway', { view: aView({ attention }) })
  const { stdout, code } = await czar(['status', '--json'], { env: state.env })
  expect(JSON.parse(stdout)).toEqual({ ...aView({ attention }), alive: false, abandoned: null, starved: null })
  expect(code).toBe(3)
})

test('czar status asks a running czar, because the status file may be late', async () => {
  const state = await aStateDir()
  await state.project('gateway', { view: aView() })
  await serve(state, 'gateway')
  const { stdout } = await czar(['status', '--json'], { env: state.env })
  expect(JSON.parse(stdout)).toMatchObject({ alive: true, workers: {} })
})

test('text from workers cannot control the terminal through czar status', async () => {
  const state = await aStateDir()
  const evil = '\x1b[2J\x1b]52;c;aGk=\x07\u202eevil\nsecond line'
  const workers = { api: aWorkerView({ progress: { done: null, total: null, now: evil }, branch: evil }) }
  await state.project('gateway', { view: aView({ workers, attention: [{ key: 'k', worker: null, text: evil, hint: evil, since: '' }] }) })
  const { stdout } = await czar(['status'], { env: { ...state.env, NO_COLOR: '1' }, columns: 200 })
  expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
  expect(stdout).toContain('<U+202E>evil second line')
})

test('without a project czar status says so, of several it lists the names, and -p, CZAR_PROJECT or the only project is chosen', async () => {
  const state = await aStateDir()
  expect(await czar(['status'], { env: state.env })).toMatchObject({ code: 3, stderr: expect.stringContaining('there is no project in') })
  await mkdir(join(state.root, 'refused'), { recursive: true })
  await state.project('one', { view: aView({ project: 'one' }) })
  expect((await czar(['status'], { env: state.env })).stdout).toContain('one:')
  await state.project('two', { view: aView({ project: 'two' }) })
  expect(await czar(['status'], { env: state.env })).toMatchObject({ code: 2, stderr: expect.stringContaining('there are: one, two') })
  expect((await czar(['status', '-p', 'two'], { env: state.env })).stdout).toContain('two:')
  expect((await czar(['status'], { env: { ...state.env, CZAR_PROJECT: 'one' } })).stdout).toContain('one:')
  expect(await czar(['status', '-p', 'three'], { env: state.env })).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('there are: one, two'),
  })
  expect(await czar(['status', '-p', '../one'], { env: state.env })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is not a project name'),
  })
})

test('czar status --watch prints each change, and ends with the fleet', async () => {
  const state = await aStateDir()
  const directory = await state.project('gateway', { view: aView() })
  const { io, stdout, code } = recordedIo({ env: state.env })
  const over = runCommandLine(['status', '--watch'], io)
  await until(() => stdout().includes('a turn runs'))
  writeStatus(directory, aView({ workers: { api: aWorkerView({ reason: 'its turn has just ended' }) } }))
  await until(() => stdout().includes('its turn has just ended'))
  writeStatus(directory, aView({ attention, czar: { ...aView().czar, state: 'finished' } }))
  await over
  expect(stdout()).toContain('crashed 3 times')
  expect(code()).toBe(3)
})

test("czar status --watch on a terminal redraws within the terminal's height, and Ctrl-C ends it with 130", async () => {
  const state = await aStateDir()
  const names = Array.from({ length: 40 }, (_, index) => [`w${index}`, aWorkerView()])
  await state.project('gateway', { view: aView({ workers: Object.fromEntries(names) }) })
  const { io, stdout, code, interrupt } = recordedIo({ env: state.env, columns: 80 })
  const over = runCommandLine(['status', '--watch'], io)
  await until(() => stdout().includes('more lines'))
  const picture = stdout().split('\x1b[H')[1] ?? ''
  expect(picture.split('\n').length).toBeLessThanOrEqual(24)
  interrupt()
  await over
  expect(code()).toBe(130)
})

test('a missing status file is an error that names the next command', async () => {
  const state = await aStateDir()
  const directory = await state.project('gateway', { view: aView() })
  await rm(`${directory}/status.json`)
  expect(await czar(['status'], { env: state.env })).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/no czar has run[\s\S]*next: czar launch FILE/),
  })
})

async function serve(state: TestState, project: string, door = fakeDoor()): Promise<void> {
  const server = await serveApi(door, { socketPath: socketsOf(`${state.root}/${project}`, project, state.env).api })
  onTestFinished(() => server.close())
}

test('the status names accept commands that prove nothing, with their line, and they need no person', async () => {
  const state = await aStateDir()
  const finding = { level: 'warning' as const, task: 'api', place: 'czar.yaml:7:14', text: 'nothing in the accept of api proves the work' }
  const view = aView({ workers: { api: aWorkerView() }, base_gates: { base: '1'.repeat(40), findings: [finding] } })
  await state.project('gateway', { view })
  const { stdout, code } = await czar(['status'], { env: state.env })
  expect(stdout).toContain('ACCEPT COMMANDS, TRIED ON BASE\n  warning: czar.yaml:7:14: nothing in the accept of api proves the work\n')
  expect(code).toBe(0)
  await state.project('gateway', { view: aView({ base_gates: { base: '1'.repeat(40), findings: [] } }) })
  expect((await czar(['status'], { env: state.env })).stdout).not.toContain('ACCEPT COMMANDS')
})

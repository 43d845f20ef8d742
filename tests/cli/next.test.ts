import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { socketsOf } from '../../src/cli/project/runtime-dir.ts'
import type { StatusView } from '../../src/core/views/status.ts'
import { aView, aWorkerView } from '../support/builders/a-view.ts'
import { aStateDir } from './support/a-state-dir.ts'
import { czar } from './support/run-in-process.ts'

type Matter = StatusView['attention'][number]

const matter = (worker: string | null, minute: number, over: Partial<Matter> = {}): Matter => ({
  key: `k${minute}`,
  worker,
  text: `matter of ${worker ?? 'the project'}`,
  hint: `czar why ${worker ?? 'api'}`,
  since: `2026-11-20T22:${minute}:00.000Z`,
  ...over,
})

/** No czar runs in these tests, and czar next does not report that. */
const OVER: StatusView['czar'] = { pid: 1, epoch: 1, state: 'finished', heartbeat_at: '2026-11-20T22:25:00.000Z' }

/** A project with these open attention items, and with tmux sessions for some of its workers `api`, `docs` and `tests`. */
async function aProject(attention: readonly Matter[], withSession: readonly string[]) {
  const state = await aStateDir()
  const names = ['api', 'docs', 'tests']
  const workers = Object.fromEntries(names.map(name => [name, aWorkerView({ session: `gateway-worker-${name}` })]))
  const directory = await state.project('gateway', { view: aView({ czar: OVER, workers, attention: [...attention] }) })
  const socket = socketsOf(directory, 'gateway', state.env).tmux
  await mkdir(dirname(socket), { recursive: true, mode: 0o700 })
  const tmux = (...words: readonly string[]) => execFileSync('tmux', ['-f', '/dev/null', '-S', socket, ...words], { stdio: 'ignore' })
  for (const name of withSession) tmux('new-session', '-d', '-s', `gateway-worker-${name}`, 'sleep', '600')
  if (withSession.length > 0) onTestFinished(() => void tmux('kill-server'))
  return state.env
}

test('if nobody needs a person, czar next says so, and prints nothing for a script', async () => {
  const env = await aProject([], ['api'])
  expect(await czar(['next'], { env })).toEqual({ code: 0, stdout: 'no worker of gateway needs a person\n', stderr: '' })
  expect(await czar(['next', '--print'], { env })).toEqual({ code: 0, stdout: '', stderr: '' })
})

test('czar next opens the oldest attention item of a worker with a living session', async () => {
  const env = await aProject([matter('tests', 20), matter(null, 21), matter('docs', 25), matter('api', 23)], ['api', 'docs'])
  expect(await czar(['next', '--print'], { env })).toEqual({ code: 0, stdout: 'api\tmatter of api\tgateway\n', stderr: '' })
})

test('an attention item without a terminal is printed with its command, and czar next exits with 3', async () => {
  const env = await aProject([matter('tests', 25), matter(null, 21)], ['docs'])
  expect(await czar(['next'], { env })).toEqual({ code: 3, stdout: 'matter of the project\n  next: czar why api\n', stderr: '' })
  expect(await czar(['next', '--print'], { env })).toEqual({ code: 3, stdout: '-\tmatter of the project\tgateway\n', stderr: '' })
})

test('without a tmux server czar next opens no terminal', async () => {
  const env = await aProject([matter('api', 21, { hint: null })], [])
  expect(await czar(['next'], { env })).toEqual({ code: 3, stdout: 'matter of api\n', stderr: '' })
})

test('czar next needs a terminal to open one', async () => {
  const env = await aProject([matter('api', 21)], ['api'])
  const { code, stdout, stderr } = await czar(['next'], { env })
  expect({ code, stdout }).toEqual({ code: 3, stdout: 'matter of api\n  next: czar why api\n' })
  expect(stderr).toMatch(/^czar: attaching needs a terminal/)
})

test("an agent's text is one line in the script output of czar next, without control characters", async () => {
  const env = await aProject([matter('api', 21, { text: 'a\tb\n\x1b[2Jc' })], ['api'])
  expect((await czar(['next', '--print'], { env })).stdout).toBe('api\ta b c\tgateway\n')
})

test('without a project, czar next takes the oldest attention item of all projects, and its hint names the project', async () => {
  const state = await aStateDir()
  const workers = { api: aWorkerView({ session: 'worker-api' }) }
  await state.project('gateway', { view: aView({ czar: OVER, workers, attention: [matter('api', 25)] }) })
  await state.project('shop', { view: aView({ czar: OVER, project: 'shop', workers, attention: [matter('api', 21)] }) })
  const { env } = state
  expect(await czar(['next', '--print'], { env })).toEqual({ code: 3, stdout: 'api\tmatter of api\tshop\n', stderr: '' })
  expect((await czar(['next'], { env })).stdout).toBe('matter of api\n  next: czar why -p shop api\n')
  expect((await czar(['next', '-p', 'gateway', '--print'], { env })).stdout).toBe('api\tmatter of api\tgateway\n')
  expect((await czar(['next', '--print'], { env: { ...env, CZAR_PROJECT: 'gateway' } })).stdout).toBe('api\tmatter of api\tgateway\n')
})

test('an unreadable project hides no attention item of another, and is named if nobody else needs a person', async () => {
  const state = await aStateDir()
  await state.project('gateway', { view: aView({ czar: OVER, workers: { api: aWorkerView() }, attention: [matter('api', 25)] }) })
  const broken = await state.project('shop', { view: aView({ project: 'shop' }) })
  await writeFile(join(broken, 'status.json'), '{')
  const { env } = state
  const first = await czar(['next', '--print'], { env })
  expect(first.stdout).toBe('api\tmatter of api\tgateway\n')
  expect(first.stderr).toMatch(/^shop: the status file .* is not JSON.*\n$/)
  await state.project('gateway', { view: aView({ czar: OVER, workers: { api: aWorkerView() }, attention: [] }) })
  const { code, stdout } = await czar(['next'], { env })
  expect(code).toBe(3)
  expect(stdout).toMatch(/^shop: the status file .* is not JSON.*\nno worker of 1 project needs a person\n$/)
})

test('a project whose czar is gone is named, beside an attention item of another and alone', async () => {
  const state = await aStateDir()
  await state.project('gateway', { view: aView({ czar: OVER, attention: [matter('api', 25)] }) })
  await state.project('shop', { view: aView({ project: 'shop' }) })
  const { env } = state
  const gone = 'shop: no czar is running, and its fleet is not over\n'
  expect(await czar(['next', '--print'], { env })).toEqual({ code: 3, stdout: 'api\tmatter of api\tgateway\n', stderr: gone })
  expect(await czar(['next', '-p', 'shop'], { env })).toEqual({ code: 3, stdout: `${gone}no worker of shop needs a person\n`, stderr: '' })
  expect(await czar(['next', '-p', 'shop', '--print'], { env })).toEqual({ code: 3, stdout: '', stderr: '' })
})

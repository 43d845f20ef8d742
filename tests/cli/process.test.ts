import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import { socketsOf } from '../../src/cli/runtime-dir.ts'
import type { Event } from '../../src/core/model/event.ts'
import { aView, aWorkerView } from '../support/a-view.ts'
import { until } from '../support/until.ts'
import { aStateDir } from './support/a-state-dir.ts'

const CZAR = fileURLToPath(new URL('../../bin/czar.js', import.meta.url))
const noted: Event = { kind: 'czar.stopped', reason: 'x'.repeat(200) }

test('the program reports from a pane, and exits with what the command says', async () => {
  const { env, project } = await aStateDir()
  const directory = await project('gateway', { view: aView() })
  const report = await run(['report', 'note', 'hello'], { ...env, CZAR_PROJECT_DIR: directory, CZAR_WORKER: 'api' })
  expect(report).toMatchObject({ stdout: 'note reported (number 1)', stderr: '', exitCode: 0 })
  expect(JSON.parse(await readFile(join(directory, 'workers', 'api.json'), 'utf8'))).toMatchObject({ reports: [{ text: 'hello' }] })
  expect(await run(['stauts'], env)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Did you mean status?') })
})

test('a reader that has seen enough is no failure', async () => {
  const { env, project } = await aStateDir()
  await project('gateway', { events: Array.from({ length: 3_000 }, () => noted) })
  const { stderr, stdout } = await execa('sh', ['-c', `'${process.execPath}' '${CZAR}' log -n 3000 --json | head -n 1`], { env })
  expect(JSON.parse(stdout)).toMatchObject({ seq: 1 })
  expect(stderr).toBe('')
})

test('Ctrl-C ends a watch with 130', async () => {
  const { env, project } = await aStateDir()
  await project('gateway', { view: aView() })
  const child = execa(process.execPath, [CZAR, 'status', '--watch'], { env, reject: false })
  let seen = ''
  child.stdout.on('data', chunk => {
    seen += chunk
  })
  await until(() => seen.includes('gateway:'))
  child.kill('SIGINT')
  expect(await child).toMatchObject({ exitCode: 130, stderr: '' })
})

test("attach opens the worker's terminal, and read-only lets no key through", async () => {
  const { env, project } = await aStateDir()
  const view = aView({
    workers: { api: aWorkerView({ session: 'gateway-worker-api' }), docs: aWorkerView({ session: 'gateway-worker-docs' }) },
  })
  const directory = await project('gateway', { view })
  const outer = await aTmux(join(env['XDG_RUNTIME_DIR'] ?? '', 'outer'), env)
  const { directory: sockets, tmux: socket } = socketsOf(directory, 'gateway', env)
  await execa('mkdir', ['-m', '700', sockets])
  const inner = await aTmux(socket, env)
  await inner('new-session', '-d', '-s', 'gateway-worker-api', '--', 'sh', '-c', 'echo the agent is here; exec cat')
  const attach = (...words: string[]) =>
    `env -u TMUX '${process.execPath}' '${CZAR}' attach ${words.join(' ')}; echo "ended with $?"; exec cat`
  await outer('new-session', '-d', '-s', 'person', '-x', '100', '-y', '30', '--', 'sh', '-c', attach('api', '--read-only'))
  await until(async () => (await outer('capture-pane', '-p', '-t', '=person:')).includes('the agent is here'))
  await outer('send-keys', '-t', '=person:', '-l', 'typed by a person')
  await outer('send-keys', '-t', '=person:', 'C-b', 'd')
  await until(async () => (await outer('capture-pane', '-p', '-t', '=person:')).includes('ended with 0'))
  expect(await inner('capture-pane', '-p', '-t', '=gateway-worker-api:')).not.toContain('typed by a person')
  await outer('respawn-pane', '-k', '-t', '=person:', '--', 'sh', '-c', attach('docs'))
  await until(async () => (await outer('capture-pane', '-p', '-t', '=person:')).includes('ended with 3'))
  expect(await outer('capture-pane', '-p', '-J', '-t', '=person:')).toContain('docs has no terminal now: it is working (a turn runs)')
})

test('attach without a terminal says what it needs', async () => {
  const { env, project } = await aStateDir()
  await project('gateway', { view: aView() })
  expect(await run(['attach', 'api'], env)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('needs a terminal') })
})

function run(argv: readonly string[], env: Readonly<Record<string, string>>) {
  return execa(process.execPath, [CZAR, ...argv], { env, reject: false })
}

/** A tmux server of the test's own. */
async function aTmux(socket: string, env: Readonly<Record<string, string>>) {
  const tmux = async (...words: readonly string[]) =>
    (await execa('tmux', ['-S', socket, '-f', '/dev/null', ...words], { env: { ...env, TMUX: '' } })).stdout
  onTestFinished(async () => {
    await tmux('kill-server').catch(() => {})
  })
  return tmux
}

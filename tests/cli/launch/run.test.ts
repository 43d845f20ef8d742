import { execFile, spawn } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { COMPILED_CODE } from '../../support/compiled-code.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { until } from '../../support/until.ts'
import { czar } from '../support/run-in-process.ts'

const BIN = fileURLToPath(new URL('../../../bin/czar.js', import.meta.url))

test("czar run prints few lines and how the command ended, exits with its status, and leaves the command's flags alone", async () => {
  const { env, directory } = await aPlace()
  const ran = await czar(['run', 'sh', '-c', 'seq 200; echo "3 passing"; exit 9'], { env, cwd: directory })
  const lines = ran.stdout.trimEnd().split('\n')
  expect(ran.code).toBe(9)
  expect(lines).toHaveLength(81)
  const [log] = globSync(`${directory}/state/.runs/*.log`)
  expect(lines.at(-1)).toMatch(/^czar run: exit 9 after \d\.\d s; 3 passing; 201 lines; whole output: \//)
  expect(lines.at(-1)?.endsWith(log ?? '?')).toBe(true)
  expect(readFileSync(log ?? '', 'utf8')).toContain('\n100\n101\n')
})

test("in a pane the log of czar run is in the worker's own directory, and no czar need run", async () => {
  const { env, directory } = await aPlace()
  const inPane = { ...env, CZAR_PROJECT_DIR: join(directory, 'state', 'gateway'), CZAR_WORKER: 'api' }
  expect(await czar(['run', '--', 'true'], { env: inPane, cwd: directory })).toMatchObject({ code: 0 })
  expect(globSync(`${directory}/state/gateway/runs/api/*.log`)).toHaveLength(1)
  const forged = { ...inPane, CZAR_WORKER: '../../elsewhere' }
  expect(await czar(['run', '--', 'true'], { env: forged, cwd: directory })).toMatchObject({ code: 2 })
})

test('czar run takes one string as a command line only with --shell', async () => {
  const { env, directory } = await aPlace()
  expect(await czar(['run', '--shell', 'echo a | tr a b'], { env, cwd: directory })).toMatchObject({
    stdout: expect.stringMatching(/^b\n/),
  })
  expect(await czar(['run', 'npm test'], { env, cwd: directory })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("next: czar run --shell 'npm test'"),
  })
  expect(await czar(['run', '--shell', 'npm', 'test'], { env, cwd: directory })).toMatchObject({ code: 2 })
  expect(await czar(['run', '--timeout', 'soon', 'true'], { env, cwd: directory })).toMatchObject({ code: 2 })
})

test('two commands of czar run at the same time have separate logs, and SIGTERM to czar run ends the command', async () => {
  const { env, directory } = await aPlace()
  const other = new Promise<number>(resolve => {
    execFile(process.execPath, [BIN, 'run', '--', 'echo', 'other'], { env, cwd: directory }, error => resolve(error === null ? 0 : 1))
  })
  const script = 'trap "echo told; exit 5" TERM; touch begun; while :; do sleep 0.05; done'
  const child = spawn(process.execPath, [BIN, 'run', '--', 'sh', '-c', script], {
    env,
    cwd: directory,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', chunk => (output += chunk))
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  await until(() => existsSync(join(directory, 'begun')))
  child.kill('SIGTERM')
  expect(await ended).toBe(5)
  expect(output).toMatch(/told\nczar run: exit 5 /)
  expect(await other).toBe(0)
  expect(globSync(`${directory}/state/.runs/*.log`)).toHaveLength(2)
})

async function aPlace() {
  const directory = await temporaryDirectory()
  return {
    directory,
    env: { PATH: process.env['PATH'] ?? '', HOME: directory, CZAR_STATE_DIR: join(directory, 'state'), ...COMPILED_CODE },
  }
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import type { Event } from '../../../src/core/events/event.ts'
import { aView } from '../../support/builders/a-view.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { until } from '../../support/until.ts'
import { aStateDir } from '../support/a-state-dir.ts'

const CZAR = fileURLToPath(new URL('../../../bin/czar.js', import.meta.url))
const noted: Event = { kind: 'czar.stopped', reason: 'x'.repeat(200) }

test("the program reports from a pane, and exits with the command's status", async () => {
  const { env, project } = await aStateDir()
  const directory = await project('gateway', { view: aView() })
  const report = await run(['report', 'note', 'hello'], { ...env, CZAR_PROJECT_DIR: directory, CZAR_WORKER: 'api' })
  expect(report).toMatchObject({ stdout: 'note reported (number 1)', stderr: '', exitCode: 0 })
  expect(JSON.parse(await readFile(join(directory, 'workers', 'api.json'), 'utf8'))).toMatchObject({ reports: [{ text: 'hello' }] })
  expect(await run(['stauts'], env)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Did you mean status?') })
})

test('a reader that closes the pipe early causes no failure', async () => {
  const { env, project } = await aStateDir()
  await project('gateway', { events: Array.from({ length: 3_000 }, () => noted) })
  const { stderr, stdout } = await execa('sh', ['-c', `'${process.execPath}' '${CZAR}' log -n 3000 --json | head -n 1`], { env })
  expect(JSON.parse(stdout)).toMatchObject({ seq: 1 })
  expect(stderr).toBe('')
})

test('in a deleted directory czar says that the directory is missing, without a stack', async () => {
  const { env } = await aStateDir()
  const script = `mkdir gone && cd gone && rmdir ../gone && '${process.execPath}' '${CZAR}' validate czar.yaml`
  const { stderr, exitCode } = await execa('sh', ['-c', script], { env, cwd: await temporaryDirectory(), reject: false })
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('czar.yaml cannot be read: it does not exist')])
})

test('Ctrl-C ends a watch with status 130', async () => {
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

function run(argv: readonly string[], env: Readonly<Record<string, string>>) {
  return execa(process.execPath, [CZAR, ...argv], { env, reject: false })
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { type Helper, startHelper } from '../../../../src/adapters/processes/runner/helper.ts'
import { type ProgramCall, runHere } from '../../../../src/adapters/processes/runner/run-here.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { until } from '../../../support/until.ts'

const PATH = process.env['PATH'] ?? ''

const sh = (script: string, changes: Partial<ProgramCall> = {}): ProgramCall => ({
  file: 'sh',
  args: ['-c', script],
  cwd: '/',
  env: { PATH },
  input: null,
  encoding: 'utf8',
  timeoutMs: 20_000,
  maxBytes: 1_000_000,
  ...changes,
})

async function aHelper(silentMs?: number): Promise<Helper> {
  const helper = startHelper(silentMs)
  onTestFinished(() => helper.end())
  await until(() => helper.isReady())
  return helper
}

const isThere = (pid: number | undefined) => existsSync(`/proc/${pid}`)

test.each<[string, ProgramCall]>([
  ['words on both outputs, and a status', sh('echo out; echo err >&2; exit 3')],
  ['an environment of its own', sh('env | grep -v ^_= | grep -v ^PWD= | sort', { env: { PATH, ONE: 'two\nlines' } })],
  ['a folder of its own', sh('pwd', { cwd: '/tmp' })],
  ['input in another script', sh('cat', { input: 'grüße ✨\n' })],
  ['bytes that are no UTF-8', sh('cat', { input: 'a\xff\xfe\n', encoding: 'latin1' })],
  ['no input', sh('cat')],
  ['a signal', sh('kill -9 $$')],
  ['too long', sh('exec sleep 30', { timeoutMs: 100 })],
  ['a program that is not there', { ...sh(''), file: 'no-such-program' }],
  ['a folder that is not there', sh('pwd', { cwd: '/no/such/folder' })],
  ['an environment without a path', sh('echo', { env: {} })],
])('a helper gives the same result as a child process: %s', async (_what, call) => {
  const helper = await aHelper()
  const [there, here] = await Promise.all([helper.run(call), runHere(call)])
  expect(there).toEqual(here)
})

test('a program that writes too much is ended, in a helper as in a child process', async () => {
  const helper = await aHelper()
  const call = sh('exec cat /dev/zero', { maxBytes: 1_000 })
  for (const end of await Promise.all([helper.run(call), runHere(call)])) expect(end).toMatchObject({ isTooMuch: true, timedOut: false })
})

test('many programs run at once in a helper, and each result belongs to its request', async () => {
  const helper = await aHelper()
  const ends = await Promise.all(Array.from({ length: 60 }, (_, index) => helper.run(sh(`sleep 0.0${index % 9}; echo ${index}`))))
  expect(ends.map(({ stdout }) => stdout)).toEqual(Array.from({ length: 60 }, (_, index) => `${index}\n`))
  expect(helper.running()).toBe(0)
})

test('fault 148: programs of a killed helper are reported as lost, and the helper takes no new ones', async () => {
  const helper = await aHelper()
  const running = helper.run(sh('exec sleep 30', { timeoutMs: 60_000 }))
  process.kill(helper.pid ?? 0, 'SIGKILL')
  expect(await running).toMatchObject({ status: null, failure: 'the process that runs programs for the czar has ended' })
  expect([helper.isGone(), helper.isReady(), helper.running()]).toEqual([true, false, 0])
  expect(await helper.run(sh('true'))).toMatchObject({ status: null })
})

test('fault 148: a helper that is stopped by a signal is ended after a silence, and its programs are reported as lost', async () => {
  const helper = await aHelper(300)
  process.kill(helper.pid ?? 0, 'SIGSTOP')
  expect(await helper.run(sh('true'))).toMatchObject({ status: null, failure: expect.stringContaining('has ended') })
  await until(() => !isThere(helper.pid))
})

test('a helper that is busy for long does not count as hung', async () => {
  const helper = await aHelper(2_500)
  expect(await helper.run(sh('sleep 4; echo done'))).toMatchObject({ stdout: 'done\n' })
})

test("a helper does not count as hung if the czar's own process stood still", async () => {
  const helper = await aHelper(2_000)
  const running = helper.run(sh('sleep 3.5; echo done'))
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_500)
  expect(await running).toMatchObject({ stdout: 'done\n' })
})

test('a helper that is stopped while it has no program is ended too', async () => {
  const helper = await aHelper()
  process.kill(helper.pid ?? 0, 'SIGSTOP')
  await helper.end()
  expect(isThere(helper.pid)).toBe(false)
})

test('arguments that no program can take fail alone, in a helper as in a child process', async () => {
  const helper = await aHelper()
  const [bad, good] = [helper.run({ ...sh(''), args: ['a\0b'] }), helper.run(sh('sleep 0.2; echo good'))]
  expect(await bad).toMatchObject({ status: null, failure: expect.stringContaining('null bytes') })
  expect(await good).toMatchObject({ stdout: 'good\n' })
  expect(await runHere({ ...sh(''), args: ['a\0b'] })).toEqual(await bad)
})

test('a helper process is gone when its end resolves, also at a second call', async () => {
  const helper = await aHelper()
  await helper.end()
  expect(isThere(helper.pid)).toBe(false)
  await helper.end()
})

test("a process without other work waits for its programs' results and for the helper's end", async () => {
  const source = new URL('../../../../src/adapters/processes/runner/helper.ts', import.meta.url).href
  const call = sh('sleep 0.2; echo answered')
  const script = `const { startHelper } = await import(${JSON.stringify(source)})
    const helper = startHelper()
    console.log((await helper.run(${JSON.stringify(call)})).stdout)
    await helper.end()
    console.log('ended')`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  parent.stdout.on('data', part => (said += part))
  expect(await once(parent, 'close')).toEqual([0, null])
  expect(said).toBe('answered\n\nended\n')
})

test('fault 148: a helper ends with the process that started it, however that process ends', async () => {
  const directory = await temporaryDirectory()
  const source = new URL('../../../../src/adapters/processes/runner/helper.ts', import.meta.url).href
  const script = `const { startHelper } = await import(${JSON.stringify(source)}); console.log(startHelper().pid); setInterval(() => {}, 1000)`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: directory, stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await once(parent.stdout, 'data')) as [Buffer]
  const pid = Number(said)
  expect(isThere(pid)).toBe(true)
  rmSync(directory, { recursive: true })
  parent.kill('SIGKILL')
  await until(() => !isThere(pid))
})

import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { createRunner, type RunnerTimes } from '../../../../src/adapters/processes/runner/create-runner.ts'
import type { ProgramCall } from '../../../../src/adapters/processes/runner/run-here.ts'
import { until } from '../../../support/until.ts'

/** Prints the pid of its parent process. */
const WHOSE: ProgramCall = {
  file: 'sh',
  args: ['-c', 'echo $PPID'],
  cwd: '/',
  env: { PATH: process.env['PATH'] ?? '' },
  input: null,
  encoding: 'utf8',
  timeoutMs: 20_000,
  maxBytes: 1_000,
}

/** `restMs` is long enough to start a helper on a busy machine. */
function aRunner(times: Partial<RunnerTimes> = {}) {
  const runner = createRunner({ many: 3, withinMs: 60_000, restMs: 60_000, ...times })
  onTestFinished(() => runner.close())
  const whose = async () => Number((await runner.run(WHOSE)).stdout)
  /** The pid of the helper that runs the program. The helper is started after the third program. */
  const helped = () => until(whose, pid => pid !== process.pid)
  return { runner, whose, helped }
}

const isThere = (pid: number) => {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ')
  } catch {
    return false
  }
}

test("few programs at a time run as children of the czar's process", async () => {
  const { whose } = aRunner({ withinMs: 0 })
  for (let count = 0; count < 6; count++) expect(await whose()).toBe(process.pid)
})

test("many programs at a time run in one helper process, and nobody waits for the helper's start", async () => {
  const { whose, helped } = aRunner()
  for (let count = 0; count < 4; count++) expect(await whose()).toBe(process.pid)
  const pid = await helped()
  expect(await Promise.all([whose(), whose(), whose()])).toEqual([pid, pid, pid])
})

test('the helper ends when few programs run, and is started again when many do', async () => {
  const { helped } = aRunner({ restMs: 2_000 })
  const pid = await helped()
  await until(() => !isThere(pid))
  expect(await helped()).not.toBe(pid)
})

test('fault 148: after a helper is killed, programs run as children of the czar until the next helper starts', async () => {
  const { whose, helped } = aRunner({ restMs: 2_000 })
  const pid = await helped()
  process.kill(pid, 'SIGKILL')
  await until(whose, seen => seen === process.pid)
  expect(await helped()).not.toBe(pid)
})

test('fault 148: if no helper can be started, programs run as children of the czar', async () => {
  const { whose } = aRunner()
  const node = process.execPath
  onTestFinished(() => {
    process.execPath = node
  })
  // Node throws this error at once instead of emitting an event, as it also does when memory is short.
  process.execPath = '/etc/passwd/node'
  for (let count = 0; count < 6; count++) expect(await whose()).toBe(process.pid)
})

test('closing the runner ends the helper; a later program runs as a child of the czar', async () => {
  const { runner, whose, helped } = aRunner()
  const pid = await helped()
  await runner.close()
  expect(isThere(pid)).toBe(false)
  expect(await whose()).toBe(process.pid)
})

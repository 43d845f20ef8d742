import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Running, runCommand } from '../../../src/adapters/runs/run-command.ts'
import { isAlive } from '../../support/is-alive.ts'
import { longEnough } from '../../support/long-enough.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { until } from '../../support/until.ts'

async function aRun(script: string, over: { timeoutMs?: number | null } = {}): Promise<Running & { log: string; directory: string }> {
  const directory = await temporaryDirectory()
  const log = join(directory, 'a.log')
  const order = { argv: ['sh', '-c', script], cwd: directory, env: process.env, stdin: 'none', log } as const
  return { ...(await runCommand({ timeoutMs: null, ...order, ...over })), log, directory }
}

test('both output streams of a command are kept whole, in the order of writing', async () => {
  const { ended, log } = await aRun('echo one; echo two >&2; printf three; exit 7')
  expect(await ended).toMatchObject({
    exitCode: 7,
    signal: null,
    isTimeout: false,
    lines: 3,
    bytes: 13,
    head: 'one\ntwo\nthree',
    isCut: false,
    note: null,
  })
  expect(readFileSync(log, 'utf8')).toBe('one\ntwo\nthree')
  expect(statSync(log).mode & 0o777).toBe(0o600)
})

test('arguments reach a command unchanged, and a missing command ends with 127', async () => {
  const directory = await temporaryDirectory()
  const order = { cwd: directory, env: process.env, stdin: 'none', timeoutMs: null } as const
  const argv = ['printf', '%s|', '$HOME', 'a b', '*', '"', '']
  const words = await runCommand({ ...order, argv, log: join(directory, 'a.log') })
  expect((await words.ended).head).toBe('$HOME|a b|*|"||')
  const missing = await runCommand({ ...order, argv: ['no-such-program'], log: join(directory, 'b.log') })
  expect(await missing.ended).toMatchObject({ exitCode: 127, head: expect.stringContaining('not found') })
})

test('a command that reads its input gets none, and continues', async () => {
  expect(await (await aRun('read answer; echo "<$answer>"')).ended).toMatchObject({ exitCode: 0, head: '<>\n' })
})

test('a command that exceeds its timeout is ended with all its child processes', async () => {
  const { ended, directory } = await longEnough(
    timeoutMs => aRun('setsid sh -c "echo \\$\\$ > pid; exec sleep 600" & wait', { timeoutMs }),
    async run => (await run.ended) && existsSync(join(run.directory, 'pid')) && readFileSync(join(run.directory, 'pid'), 'utf8') !== '',
  )
  expect(await ended).toMatchObject({ exitCode: 124, isTimeout: true })
  expect(isAlive(Number(readFileSync(join(directory, 'pid'), 'utf8')))).toBe(false)
})

test('background processes of a command are ended with it, also if they hold its output open', async () => {
  const { ended, directory } = await aRun('sleep 600 & echo $! > pid; echo started')
  expect(await ended).toMatchObject({ exitCode: 0, head: 'started\n' })
  expect(isAlive(Number(readFileSync(join(directory, 'pid'), 'utf8')))).toBe(false)
})

test('a signal is passed on to the command, and the exit code is as in a shell', async () => {
  const { ended, forward, directory } = await aRun('touch begun; exec sleep 600')
  await until(() => existsSync(join(directory, 'begun')))
  forward('SIGINT')
  expect(await ended).toMatchObject({ exitCode: 130, signal: 'SIGINT' })
})

test('a flood of output fills neither memory nor disk: the log holds its beginning and end, and marks the gap', async () => {
  const before = process.memoryUsage().rss
  const { ended, log } = await aRun('yes "a line of the flood" | head -c 150000000; echo; echo the last line')
  const result = await ended
  expect(result).toMatchObject({ exitCode: 0, bytes: 150_000_015, isCut: true })
  expect(result.tail.endsWith('the last line\n')).toBe(true)
  expect(result.note).toMatch(/^the log has only the beginning and the end of the output: \d+ bytes are left out$/)
  expect(statSync(log).size).toBeLessThan(53_000_000)
  expect(readFileSync(log, 'latin1').slice(-100)).toContain('the last line\n')
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000)
})

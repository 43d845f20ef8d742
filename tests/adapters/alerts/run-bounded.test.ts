import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runBounded } from '../../../src/adapters/alerts/run-bounded.ts'
import { livingProcessesWith } from '../../support/living-processes.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { until } from '../../support/until.ts'

const NEVER = new AbortController().signal

async function run(script: string, { input = '', timeoutMs = 120_000, signal = NEVER } = {}) {
  const cwd = await temporaryDirectory()
  const command = ['sh', '-c', script, cwd]
  return { cwd, ended: runBounded({ command, env: { PATH: process.env['PATH'], WHO: 'me' }, cwd, input, timeoutMs }, signal) }
}

test('an alert program gets the alert on its input, a directory of its own, and the environment', async () => {
  const { cwd, ended } = await run('cat > got; echo "$WHO $PWD" >> got', { input: '{"version":1}\n' })
  expect(await ended).toBe('exit 0')
  expect(readFileSync(join(cwd, 'got'), 'utf8')).toBe(`{"version":1}\nme ${cwd}\n`)
})

test("an alert program's arguments are passed literally, without a shell", async () => {
  const cwd = await temporaryDirectory()
  await runBounded({ command: ['touch', '$(touch no)', ';touch no'], env: { PATH: process.env['PATH'] }, cwd }, NEVER)
  expect(existsSync(join(cwd, '$(touch no)'))).toBe(true)
  expect(existsSync(join(cwd, 'no'))).toBe(false)
})

test('a failed alert program is reported with its error, and its arguments stay secret', async () => {
  const { ended } = await run('echo "no\x1b[31m pager" >&2; exit 4 # token-abc')
  const error = await ended.catch((caught: unknown) => caught)
  expect(error).toMatchObject({ message: 'sh did not take the alert: exit code 4: no pager', command: ['sh'], stderr: 'no pager' })
  expect(JSON.stringify(error)).not.toContain('token-abc')
})

test('an alert program that hangs is ended with all its child processes', async () => {
  const { cwd, ended } = await run('sleep 300 & sleep 300', { timeoutMs: 150 })
  await expect(ended).rejects.toThrow('it did not end within 150 ms')
  await until(
    async () => livingProcessesWith(cwd),
    left => left.length === 0,
    { what: 'its processes are gone' },
  )
})

test('an alert program that leaves a process running counts as done when it ends itself', async () => {
  const { ended } = await run('sleep 2 & exit 0')
  expect(await ended).toBe('exit 0')
})

test('an alert program that floods both outputs costs no memory and counts as failed', async () => {
  const { ended } = await run('head -c 20000000 /dev/zero | tr "\\0" x; head -c 20000000 /dev/zero | tr "\\0" y >&2; exit 1')
  await expect(ended).rejects.toMatchObject({ stderr: expect.stringMatching(/^y{300}$/) })
})

test('an alert program that does not read its input counts as a success', async () => {
  const { ended } = await run('exec <&-; exit 0', { input: 'x'.repeat(1_000_000) })
  expect(await ended).toBe('exit 0')
})

test('an alert program that does not exist is named in the error', async () => {
  const cwd = await temporaryDirectory()
  const missing = runBounded({ command: ['./tools/page-me'], env: {}, cwd }, NEVER)
  await expect(missing).rejects.toMatchObject({
    message: './tools/page-me did not take the alert: there is no such program',
    reason: 'missing',
  })
})

test('a czar that exits ends the alert program', async () => {
  const aborter = new AbortController()
  const { cwd, ended } = await run('touch begun; sleep 300', { signal: aborter.signal })
  const outcome = expect(ended).rejects.toThrow('it was cut off')
  await until(async () => existsSync(join(cwd, 'begun')), Boolean, { what: 'the program runs' })
  aborter.abort()
  await outcome
})

test('fault 80: an alert program that kills its parent process does not kill the czar, and the alert counts as failed', async () => {
  const { cwd, ended } = await run('kill -9 $PPID; sleep 60')
  await expect(ended).rejects.toThrow('it killed the process that it ran under')
  expect(livingProcessesWith(cwd)).toEqual([])
})

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createGates } from '../../../src/adapters/gates/create-gates.ts'
import type { GateResult, GateRun } from '../../../src/core/ports/ports.ts'
import { livingProcessesWith } from '../../support/living-processes.ts'
import { longEnough } from '../../support/long-enough.ts'
import { processorTime } from '../../support/processor-time.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { until } from '../../support/until.ts'

const gates = createGates({ owner: '/a/project' })

test('a gate passes or fails by its exit status alone, and its log has both streams in order', async () => {
  const gate = await gateOf('echo out; echo err >&2; echo last')
  expect(await gates.run(gate)).toMatchObject({ outcome: 'passed', exitCode: 0, tail: 'out\nerr\nlast' })
  expect(await gates.run({ ...gate, command: 'echo "no test failed"; exit 3' })).toMatchObject({ outcome: 'failed', exitCode: 3 })
  expect(await gates.run({ ...gate, command: 'kill -9 $$' })).toMatchObject({ outcome: 'failed', exitCode: 137 })
  expect(await readFile(gate.log, 'utf8')).toBe(
    '$ echo out; echo err >&2; echo last\nout\nerr\nlast\n$ echo "no test failed"; exit 3\nno test failed\n$ kill -9 $$\n',
  )
  expect((await stat(gate.log)).mode & 0o777).toBe(0o600)
})

test('a gate gets only the given environment, an empty stdin and a session of its own', async () => {
  process.env['CZAR_TEST_SECRET'] = 'secret'
  onTestFinished(() => void delete process.env['CZAR_TEST_SECRET'])
  const { tail } = await gates.run(
    await gateOf('env | sort; cat | wc -c; cut -d" " -f6 /proc/$$/stat; echo $$; pwd', { env: { PATH: '/usr/bin:/bin', ONE: '1' } }),
  )
  const lines = tail.split('\n')
  expect(lines.filter(line => /^[A-Z_]+=/.test(line)).map(line => line.split('=')[0])).toEqual(['CZAR_GATE', 'ONE', 'PATH', 'PWD'])
  expect(lines.slice(-4, -3)).toEqual(['0'])
  expect(lines.at(-3)).toBe(lines.at(-2))
})

test('fault 64: a gate that hangs times out and never passes, also if it ignores SIGTERM', async () => {
  // The shell may get TERM twice: as a member of its session, and by its own pid.
  const polite = await gateOf(`trap "trap '' TERM; echo I go; exit" TERM; echo ready > ready; sleep 600 & wait`)
  expect(await cutOff(polite)).toMatchObject({ outcome: 'timeout', exitCode: null, tail: 'I go' })
  const deaf = await gateOf('trap "" TERM; echo $$ > pid; echo deaf; echo ready > ready; while :; do sleep 0.1; done')
  const stubborn = await cutOff(deaf)
  expect(stubborn).toMatchObject({ outcome: 'timeout', tail: 'deaf' })
  expect(stubborn.durationMs).toBeGreaterThan(2000)
  expect(await isAlive(await readFile(join(deaf.cwd, 'pid'), 'utf8'))).toBe(false)
})

test("fault 64: processes that a gate left are gone when it returns: in the background, in another session, without czar's mark", async () => {
  const gate = await gateOf(
    `sleep 61 & echo $! > one
     setsid sh -c 'echo $$ > two; exec sleep 62' &
     setsid sh -c 'env -i /bin/sh -c "echo \\$\\$ > three; exec /bin/sleep 63"; true' &
     until [ -s two ] && [ -s three ]; do sleep 0.02; done`,
  )
  const stranger = spawn('sleep', ['64'], { cwd: gate.cwd, stdio: 'ignore' })
  onTestFinished(() => void stranger.kill())
  expect(await gates.run(gate)).toMatchObject({ outcome: 'passed' })
  for (const name of ['one', 'two', 'three']) expect(await isAlive(await readFile(join(gate.cwd, name), 'utf8'))).toBe(false)
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull()
})

test("fault 37: processes that a killed czar's gates left are ended, and those of another project are not", async () => {
  const [left, other] = await Promise.all([gateOf('sleep 65 & exec sleep 66'), gateOf('sleep 67')])
  const aborter = new AbortController()
  const running = gates.run(left)
  const neighbour = createGates({ owner: '/a/project2' }).run({ ...other, signal: aborter.signal })
  await until(
    () => livingProcessesWith(left.cwd).length,
    count => count >= 2,
  )
  await until(() => livingProcessesWith(other.cwd).length)
  await createGates({ owner: '/a/project' }).endLeftOver()
  expect(livingProcessesWith(left.cwd)).toEqual([])
  expect(await running).toMatchObject({ outcome: 'failed' })
  expect(livingProcessesWith(other.cwd)).not.toEqual([])
  aborter.abort()
  await neighbour
})

test('a running gate ends at once when it is cancelled, and a gate that is cancelled earlier never starts', async () => {
  const abort = new AbortController()
  const gate = await gateOf('echo $$ > pid; sleep 60', { signal: abort.signal })
  const running = gates.run(gate)
  const pid = await until(() => readFile(join(gate.cwd, 'pid'), 'utf8').catch(() => ''))
  abort.abort()
  expect(await running).toMatchObject({ outcome: 'cancelled', exitCode: null })
  expect(await isAlive(pid)).toBe(false)
  expect(await gates.run({ ...gate, command: 'touch started' })).toMatchObject({ outcome: 'cancelled' })
  await expect(stat(join(gate.cwd, 'started'))).rejects.toThrow('ENOENT')
})

test('fault 64: a flood of output fills the log only to its limit, costs little time, and the log keeps the end', async () => {
  const gate = await gateOf('yes flood | head -c 60000000; echo; echo the end', { timeoutMs: 200_000 })
  const spent = await processorTime(async () =>
    expect(await gates.run(gate)).toMatchObject({ outcome: 'passed', tail: expect.stringMatching(/\nflood\n\nthe end$/) }),
  )
  expect(spent).toBeLessThan(5_000)
  const { size } = await stat(gate.log)
  expect(size).toBeGreaterThan(20 * 1024 * 1024)
  expect(size).toBeLessThan(20 * 1024 * 1024 + 300)
  expect((await readFile(gate.log, 'latin1')).slice(-100)).toContain('the log has the first 20971520]')
  expect(await gates.run(await gateOf('yes', { timeoutMs: 300 }))).toMatchObject({ outcome: 'timeout' })
})

test('the tail of a log is its last 80 lines without control characters, also if the UTF-8 is invalid', async () => {
  const noise = String.raw`seq 1 200; printf '\033[31mred\033[0m \033]0;title\007x \377\376 10%%\r100%%\n\033Pdcs\033\\done\b\n\342\200\256txt.exe\n'`
  const lines = (await gates.run(await gateOf(noise))).tail.split('\n')
  expect(lines).toHaveLength(80)
  expect(lines.slice(-4)).toEqual(['200', '100%', 'done', '\\u202etxt.exe'])
  const long = await gates.run(await gateOf("head -c 100000 /dev/zero | tr '\\0' 'é'; echo; echo end"))
  expect(Buffer.byteLength(long.tail)).toBeLessThanOrEqual(16 * 1024)
  expect(long.tail.endsWith('\nend')).toBe(true)
})

test('a gate with a missing folder or with a link as its log fails with a clear error', async () => {
  const gate = await gateOf('true')
  await expect(gates.run({ ...gate, cwd: join(gate.cwd, 'nowhere') })).rejects.toMatchObject({
    reason: 'target-gone',
    message: expect.stringContaining('nowhere does not exist'),
  })
  await symlink(join(gate.cwd, 'elsewhere'), join(gate.cwd, 'link.log'))
  await expect(gates.run({ ...gate, log: join(gate.cwd, 'link.log') })).rejects.toMatchObject({ code: 'ELOOP' })
})

/** Lets the gate's time run out as soon as the gate has written the file `ready`. */
function cutOff(gate: GateRun): Promise<GateResult> {
  return longEnough(
    timeoutMs => gates.run({ ...gate, timeoutMs }),
    () => existsSync(join(gate.cwd, 'ready')),
  )
}

async function gateOf(command: string, changes: Partial<GateRun> = {}): Promise<GateRun> {
  const cwd = await temporaryDirectory('czar gate ')
  return { command, cwd, env: { PATH: process.env['PATH'] ?? '' }, timeoutMs: 150_000, log: join(cwd, 'logs', 'gate.log'), ...changes }
}

/** A zombie, whose parent has not collected its status yet, is not alive. */
async function isAlive(pid: string): Promise<boolean> {
  const stat = await readFile(`/proc/${pid.trim()}/stat`, 'utf8').catch(() => null)
  return stat !== null && !stat.includes(') Z ')
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readStarved, starvedFile } from '../../../../src/adapters/status/marks/starved.ts'
import { WATCHDOG_SCRIPT } from '../../../../src/cli/launch/watchdog-script.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { until } from '../../../support/until.ts'

const LOOP = 'for (;;) {}'
const REST = 'setInterval(() => {}, 1000)'
/** A program that sends a heartbeat after a fixed amount of work, as a czar does. So it makes no difference how busy the machine is. */
const WORK = "for (;;) { for (let n = 0; n < 1e8; n += 1); require('fs').writeSync(1, 'beat\\n') }"

/**
 * Starts a watchdog that looks often and has little patience. It watches a program that plays the czar and may hold the watchdog's pipe.
 */
async function aWatchdog(program: string, { beats = false, tellS = 1, endS = 2, path = process.env['PATH'] ?? '' } = {}) {
  const directory = await temporaryDirectory()
  const czar = spawn(process.execPath, ['-e', program], { stdio: ['ignore', beats ? 'pipe' : 'ignore', 'ignore'] })
  const revived = join(directory, 'revived')
  const words = [String(czar.pid), starvedFile(directory), '0.1', `${tellS}`, `${endS}`, 'sh', '-c', 'echo "$1" > "$0"', revived]
  const dog = spawn('sh', ['-c', WATCHDOG_SCRIPT, 'czar-watchdog', ...words], {
    stdio: [czar.stdout ?? 'pipe', 'pipe', 'ignore'],
    env: { PATH: path },
  })
  let said = ''
  dog.stdout?.on('data', chunk => (said += chunk))
  dog.stdin?.on('error', () => {})
  czar.once('exit', () => dog.stdin?.end())
  onTestFinished(() => {
    dog.stdin?.end('over\n')
    czar.kill('SIGKILL')
  })
  return { directory, czar, dog, revived, said: () => said }
}

test('fault 10: a czar in an endless loop is reported, ended and launched again', async () => {
  const { directory, czar, revived } = await aWatchdog(LOOP)
  await until(() => readStarved(directory)?.isEnded === false)
  await until(() => czar.signalCode)
  expect(czar.signalCode).toBe('SIGKILL')
  expect(readStarved(directory)).toMatchObject({ isEnded: true, seconds: expect.any(Number) })
  expect(await until(() => existsSync(revived) && readFileSync(revived, 'utf8'))).toBe('launch\n')
})

test('a busy czar with a heartbeat and an idle czar are left alone', async () => {
  const [busy, resting] = [await aWatchdog(WORK, { beats: true, tellS: 3, endS: 4 }), await aWatchdog(REST)]
  // By now the process has used more processor time than the watchdog allows to a czar without heartbeats.
  await until(() => Number(readFileSync(`/proc/${busy.czar.pid}/stat`, 'utf8').split(' ')[13]) > 500)
  for (const { directory, czar } of [busy, resting]) {
    expect(czar.exitCode ?? czar.signalCode).toBe(null)
    expect(existsSync(starvedFile(directory))).toBe(false)
  }
})

const stateOf = (pid = 0) => /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]

test('fault 111: a czar that a signal has stopped is continued after three observations, each time, and this is reported', async () => {
  const { czar, said } = await aWatchdog(REST)
  for (const time of [1, 2]) {
    czar.kill('SIGSTOP')
    await until(
      () => stateOf(czar.pid),
      state => state === 'T',
    )
    await until(() => said().split('\n').length === time + 1)
    await until(
      () => stateOf(czar.pid),
      state => state !== 'T',
    )
  }
  expect(said()).toMatch(
    new RegExp(`^(\\S+Z the czar was suspended by a signal; the watchdog continues it: kill -CONT ${czar.pid}\\n){2}$`),
  )
  expect(czar.exitCode ?? czar.signalCode).toBe(null)
})

test('a czar whose heartbeat returns is no longer reported', async () => {
  const { directory, czar, dog } = await aWatchdog(LOOP, { endS: 60 })
  await until(() => readStarved(directory) !== null)
  czar.kill('SIGSTOP')
  dog.stdin?.write('beat\n')
  await until(() => readStarved(directory) === null)
})

test('a czar that has ended is not launched again, and its watchdog leaves nothing', async () => {
  const { czar, dog, revived } = await aWatchdog(REST)
  dog.stdin?.write('over\n')
  czar.kill('SIGKILL')
  await once(dog, 'exit')
  expect(dog.exitCode).toBe(0)
  expect(existsSync(revived)).toBe(false)
})

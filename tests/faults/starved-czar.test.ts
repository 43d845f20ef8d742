import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'

const INSPECTOR = 'http://127.0.0.1:9229/json/list'

/** Puts the supervisor into an endless loop, through the debugger that Node opens on a signal. */
async function starve(pid: number): Promise<void> {
  process.kill(pid, 'SIGUSR1')
  const list = await until(() =>
    fetch(INSPECTOR).then(
      answer => answer.json() as Promise<[{ webSocketDebuggerUrl: string }]>,
      () => null,
    ),
  )
  const socket = new WebSocket(list?.[0].webSocketDebuggerUrl ?? '')
  await new Promise(resolve => socket.addEventListener('open', resolve))
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'for (;;) {}' } }))
}

test('fault 10: czar status reports a czar in an endless loop, its watchdog ends it, and it is relaunched with the same agents', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`, { watchdog: true, patienceMs: 900_000 })
  await fleet.launch()
  await fleet.eventually('message.submitted')
  const pid = fleet.supervisorPid()
  await starve(pid)
  await until(
    () => fleet.run('status'),
    ({ stdout }) => /the czar has used \d+ s of processor time without a sign of life/.test(stdout),
    { timeoutMs: 900_000, everyMs: 2_000 },
  )
  const starved = await fleet.eventually('czar.starved')
  expect(starved.seconds).toBeGreaterThanOrEqual(90)
  expect(fleet.supervisorPid()).not.toBe(pid)
  await fleet.eventually('attention.raised', ({ key }) => key === 'starved')
  expect(fleet.events().filter(({ kind }) => kind === 'agent.started' || kind === 'agent.exited')).toHaveLength(1)
  expect((await fleet.run('status')).stdout).toContain('so its watchdog ended it and launched the fleet again')
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
})

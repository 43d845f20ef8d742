import { execSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../../../support/a-fleet.ts'
import { livingProcessesWith } from '../../../support/living-processes.ts'
import { until } from '../../../support/until.ts'

test('fault 80: an accept command that kills its parent is rejected with this reason, and the czar is not affected', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', honestly('one'), "    accept: ['kill -9 $PPID; exit 0']\n")}`)
  await fleet.launch()
  const pid = fleet.supervisorPid()
  const finished = await fleet.eventually('verification.finished')
  expect(finished).toMatchObject({
    verdict: 'rejected',
    checks: [{ killedParent: true }],
    reasons: [expect.stringContaining('`kill -9 $PPID; exit 0` killed the process that it ran under')],
  })
  expect(fleet.supervisorPid()).toBe(pid)
  expect(fleet.events().filter(({ kind }) => kind === 'czar.started')).toHaveLength(1)
})

// This kills the czar by the name of its file, as a careless `pkill node` would kill it by the name of its program.
const KILL_CZAR = `
cd "$(dirname "$0")"
echo began >> began
kill -9 $(grep -o '"pid": *[0-9]*' status/fleet/status.json | head -n 1 | grep -o '[0-9]*$')
sleep 600
`

test('fault 81: an accept command that kills the czar is run twice, and then rejected without a run', async () => {
  const fleet = await aFleet(
    `workers:\n${aScriptedWorker('one', honestly('one'), '    accept: ["sh ../../../../kill-czar.sh"]\n')}${aScriptedWorker('two', honestly('two'))}`,
    { watchdog: true },
  )
  writeFileSync(join(fleet.directory, 'kill-czar.sh'), KILL_CZAR)
  const began = () =>
    existsSync(join(fleet.directory, 'began')) ? readFileSync(join(fleet.directory, 'began'), 'utf8').trim().split('\n').length : 0
  await fleet.launch()
  const finished = await fleet.eventually('verification.finished', event => event.worker === 'one')
  expect(finished).toMatchObject({
    verdict: 'rejected',
    reasons: [expect.stringContaining('is not started again: czar died 2 times while it ran')],
  })
  expect(began()).toBe(2)
  expect(fleet.events().filter(({ kind }) => kind === 'czar.started')).toHaveLength(3)
  await fleet.eventually('verification.finished', event => event.worker === 'two' && event.verdict === 'verified')
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
  await until(
    () => livingProcessesWith(fleet.directory),
    left => left.length === 0,
    { what: 'nothing of the checks is left' },
  )
})

test('fault 82: a server that an agent started in another session, without environment, is gone after czar stop, and czar clean works', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['run: "setsid -f env -i sleep 4712"', 'stall: forever'])}`)
  await fleet.launch()
  const servers = () => livingProcessesWith('sleep 4712').filter(process => /^\d+ sleep/.test(process))
  await until(servers, found => found.length === 1)
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
  expect(servers()).toEqual([])
  expect(await fleet.run('clean', '--discard')).toMatchObject({ code: 0 })
})

test('fault 82: such a server is gone also if its czar, agent and tmux server were killed', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['run: "setsid -f sleep 4714"', 'stall: forever'])}`)
  await fleet.launch()
  await until(
    () => livingProcessesWith('sleep 4714'),
    found => found.length === 1,
  )
  fleet.killCzar()
  fleet.tmux('kill-server')
  expect(await fleet.run('clean', '--discard')).toMatchObject({ code: 0, stderr: '' })
  expect(livingProcessesWith('sleep 4714')).toEqual([])
})

test('fault 82: czar clean names a process that it cannot end, and works after the process was ended', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`)
  await fleet.launch()
  const { path } = await fleet.eventually('worktree.ready')
  await fleet.eventually('message.submitted')
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
  const stranger = spawn('sleep', ['600'], { cwd: path, env: {}, stdio: 'ignore' })
  const ended = once(stranger, 'exit')
  const refused = await fleet.run('clean', '--discard')
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining(`process ${stranger.pid} (sleep 600) works in it`) })
  execSync(/next: (kill \d+) /.exec(refused.stderr)?.[1] ?? 'false')
  await ended
  expect(await fleet.run('clean', '--discard')).toMatchObject({ code: 0 })
})

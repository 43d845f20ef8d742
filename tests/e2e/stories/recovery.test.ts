import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openJournal } from '../../../src/adapters/journal/journal.ts'
import { aFleet, aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { livingProcessesWith } from '../../support/living-processes.ts'
import { until } from '../../support/until.ts'

test('the tmux server dies with all agents in it, and the czar brings them back', { timeout: 60_000 }, async () => {
  const fleet = await aFleet(
    `policy: { restart: { backoff: 100ms..1s } }\nworkers:\n${['one', 'two'].map(id => aScriptedWorker(id, [honestly(id)[0] ?? '', 'stall: 2s', ...honestly(id).slice(1)])).join('')}`,
  )
  await fleet.launch()
  for (const worker of ['one', 'two']) await fleet.eventually('report.received', event => event.worker === worker)

  fleet.tmux('kill-server')

  for (const worker of ['one', 'two']) {
    const exited = await fleet.eventually('agent.exited', event => event.worker === worker)
    expect(exited.how).toBe('server-lost')
    await fleet.eventually('agent.started', event => event.worker === worker && event.incarnation === 2)
  }
  await fleet.eventually('project.finished', event => event.verified === 2)
})

test('a czar whose place another took ends at its next step, and leaves the status file to the other', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['wait_for: go-on', ...honestly('one')])}`)
  await fleet.launch()
  await fleet.eventually('message.submitted')
  await fleet.eventually('health.changed', event => event.health === 'working')
  const pid = fleet.supervisorPid()

  openJournal({ projectDir: fleet.projectDir }).close()
  const before = readFileSync(join(fleet.projectDir, 'status.json'), 'utf8')
  await fleet.run('tell', 'one', 'go on')

  await until(
    () => livingProcessesWith(fleet.directory),
    processes => !processes.some(process => process.startsWith(`${pid} `)),
  )
  expect(readFileSync(join(fleet.projectDir, 'status.json'), 'utf8')).toBe(before)
})

test('fault 10: a czar that is killed comes back by itself, with the agents that it had; one that is stopped stays away', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`, { watchdog: true })
  await fleet.launch()
  await fleet.eventually('message.submitted')
  const first = fleet.supervisorPid()
  fleet.killCzar()
  const again = await fleet.eventually('czar.started', event => event.pid !== first)
  await until(fleet.status, status => status.czar.state === 'supervising' && status.czar.pid === again.pid)
  expect(fleet.events().filter(event => event.kind === 'agent.started' || event.kind === 'agent.exited')).toHaveLength(1)

  expect(await fleet.run('stop', '-p', 'fleet')).toMatchObject({ code: 0 })
  await until(
    () => livingProcessesWith(fleet.directory),
    processes => processes.length === 0,
    { what: 'neither czar nor watchdog is left' },
  )
})

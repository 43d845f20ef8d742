import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openJournal } from '../../src/adapters/journal/journal.ts'
import { aFleet, aScriptedWorker, honestly } from '../support/a-fleet.ts'
import { livingProcessesWith } from '../support/living-processes.ts'
import { until } from '../support/until.ts'

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

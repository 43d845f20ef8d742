import { execSync } from 'node:child_process'
import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, type Fleet, honestly } from '../support/a-fleet.ts'
import { livingProcessesWith } from '../support/living-processes.ts'
import { until } from '../support/until.ts'

/** A fleet with one worker, whose agent waits for a file before it commits. */
async function aWaitingFleet(rest = ''): Promise<Fleet> {
  const [ack = '', ...others] = honestly('one')
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', [ack, 'wait_for: ../../../go-on', ...others], rest)}`)
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  await fleet.eventually('report.received')
  return fleet
}

function agentPid(fleet: Fleet): string {
  return fleet.tmux('list-panes', '-a', '-F', '#{session_name} #{pane_pid}').match(/fleet-worker-one (\d+)/)?.[1] ?? ''
}

function goOn(fleet: Fleet): void {
  writeFileSync(join(fleet.directory, 'go-on'), '')
}

test('fault 8: a czar whose terminal closed exits on SIGTERM, its agents stay, and the next czar continues with them', async () => {
  const fleet = await aWaitingFleet()
  const [pid, agent] = [fleet.supervisorPid(), agentPid(fleet)]
  process.kill(pid, 'SIGHUP')
  process.kill(pid, 'SIGTERM')
  expect(await fleet.eventually('czar.let_go')).toMatchObject({ reason: 'signal' })
  await until(() => fleet.supervisorPid() === -1)
  expect(agentPid(fleet)).toBe(agent)

  expect(await fleet.launch()).toMatchObject({ code: 0 })
  expect(agentPid(fleet)).toBe(agent)
  goOn(fleet)
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleet.events().filter(event => event.kind === 'agent.started')).toHaveLength(1)
})

test('fault 8: a terminal that closes ends neither the czar nor an agent', async () => {
  const fleet = await aWaitingFleet()
  const pid = fleet.supervisorPid()
  process.kill(pid, 'SIGHUP')
  goOn(fleet)
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleet.events().some(event => event.kind === 'czar.let_go')).toBe(false)
})

test("fault 37: processes of a killed czar's check are ended by the next czar", async () => {
  const fleet = await aFleet(
    `workers:\n${aScriptedWorker('one', honestly('one'), '    accept: ["test -e ../../../../go || (touch ../../../../go; exec sleep 4711)"]\n')}`,
  )
  await fleet.launch()
  const sleeping = () => livingProcessesWith(fleet.directory).filter(process => /^\d+ sleep 4711$/.test(process))
  await until(sleeping, found => found.length === 1)
  fleet.killCzar()
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(sleeping()).toEqual([])
})

test('fault 45: with a damaged journal no launch works, its intact part can be read, and the printed next step works', async () => {
  const fleet = await aWaitingFleet()
  fleet.killCzar()
  const database = new DatabaseSync(join(fleet.projectDir, 'journal.sqlite'))
  database.exec('DROP TRIGGER event_never_changes; UPDATE event SET at = 7 WHERE seq = 5')
  database.close()

  expect(await fleet.launch()).toMatchObject({ code: 3, stderr: expect.stringContaining('is damaged at record 5') })
  expect((await fleet.run('status')).stdout).toContain('one')
  const { stdout } = await fleet.run('doctor')
  execSync(/next: (mkdir .*damaged\/)/.exec(stdout)?.[1] ?? 'false')
  await goOnWithout(fleet)
})

test('fault 85: with a journal that lost its end no living agent gets its brief again: the launch reports the loss, and its next step works', async () => {
  const fleet = await aWaitingFleet()
  fleet.killCzar()
  await until(() => fleet.supervisorPid() === -1)
  const seen = fleet.status().seq
  // The agent's clock keeps running.
  const screen = () => fleet.tmux('capture-pane', '-p', '-S', '-', '-t', 'fleet-worker-one').replace(/^.*Working….*$/gm, '')
  const pid = agentPid(fleet)
  const before = screen()
  truncateSync(join(fleet.projectDir, 'journal.sqlite-wal'), 0)

  const refused = await fleet.launch()
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining(`status.json knows event ${seen}`) })
  expect(refused.stderr).toContain('agent 1 of one runs in fleet-worker-one')
  expect((await fleet.run('doctor')).stdout).toContain(`status.json knows event ${seen}`)
  expect(await fleet.run('launch', 'czar.yaml', '--detach', '--accept-shorter-journal')).toMatchObject({ code: 3 })
  expect([agentPid(fleet), screen()]).toEqual([pid, before])

  await goOnWithout(fleet)
  expect(fleet.events().find(event => event.kind === 'journal.cut')).toMatchObject({
    says: expect.arrayContaining([expect.stringContaining('status.json')]),
  })
})

/** Types the command that the refused launch suggests. */
async function goOnWithout(fleet: Fleet): Promise<void> {
  const { code, stderr } = await fleet.launch()
  expect(code).toBe(3)
  const [, stop = '', again = ''] = /next: czar (stop -p fleet) .*then: czar (launch .*)$/m.exec(stderr) ?? []
  expect(await fleet.run(...stop.split(' '))).toMatchObject({ code: 0, stdout: expect.stringContaining('ended fleet-worker-one') })
  expect(await fleet.run(...again.split(' '))).toMatchObject({ code: 0 })
  await fleet.eventually('report.received', event => event.report.kind === 'ack')
  goOn(fleet)
  await fleet.eventually('project.finished', event => event.verified === 1)
}

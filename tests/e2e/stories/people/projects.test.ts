import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, type Fleet, honestly } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

const ASKING = ['ack: "Work for api"', 'ask: "Which port?"']

test('one table shows all projects: one works and asks, one has ended, one lost its czar, one cannot be read; none disturbs another', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('api', ASKING)}`)
  expect(await fleet.run('projects')).toEqual({ code: 0, stdout: 'no project yet: `czar launch FILE` starts one\n', stderr: '' })
  await launchAs(fleet, 'over', aScriptedWorker('web', honestly('web')))
  await until(
    () => fleet.run('status', '-p', 'over'),
    ({ stdout }) => stdout.includes('finished'),
  )
  await launchAs(fleet, 'lost', aScriptedWorker('db', ['ack: "Work for db"', 'stall: forever']))
  killCzarOf(fleet, 'lost')
  breakStatusOf(fleet, 'broken')
  await fleet.launch()
  await fleet.eventually('attention.raised')

  const seen = await fleet.run('projects')
  expect(seen.code).toBe(3)
  const rowOf = (name: string) => seen.stdout.split('\n').find(line => line.startsWith(`${name} `))
  expect(rowOf('fleet')).toMatch(/^fleet +supervising +1 +1 +0 of 1/)
  expect(rowOf('over')).toMatch(/^over +finished +1 +1 of 1/)
  expect(rowOf('lost')).toMatch(/^lost +gone +1 +1 +0 of 1/)
  expect(rowOf('broken')).toMatch(/^broken +unknown +1$/)
  expect(seen.stdout).toContain('waits for an answer: Which port?')
  expect(seen.stdout).toContain('lost: no czar is running, and its fleet is not over')
  expect(seen.stdout).toMatch(/broken: the status file .* is not JSON/)

  const { projects } = JSON.parse((await fleet.run('projects', '--json')).stdout)
  expect(projects).toMatchObject([
    { project: 'broken', alive: false, problem: expect.stringContaining('is not JSON') },
    { project: 'fleet', alive: true, problem: null, state: 'supervising', counts: { verified: 0, wanted: 1 } },
    { project: 'lost', alive: false, problem: null, state: 'gone' },
    { project: 'over', alive: false, problem: null, state: 'finished', counts: { verified: 1 } },
  ])
  await fleet.run('stop', '-p', 'lost')
})

async function launchAs(fleet: Fleet, project: string, worker: string): Promise<void> {
  const file = join(fleet.directory, `${project}.yaml`)
  const branch = worker.replace('    task:', `    branch: feat/${project}\n    task:`)
  writeFileSync(file, `project: ${project}\nrepo: ./repository\nagent: scripted\nwatchdog: false\nworkers:\n${branch}`)
  expect((await fleet.run('launch', file)).code).toBe(0)
}

function killCzarOf(fleet: Fleet, project: string): void {
  const { pid } = JSON.parse(readFileSync(join(fleet.directory, 'status', project, 'supervisor.json'), 'utf8'))
  if (typeof pid !== 'number' || pid <= 1) throw new Error(`no pid: ${pid}`)
  process.kill(pid, 'SIGKILL')
}

function breakStatusOf(fleet: Fleet, project: string): void {
  mkdirSync(join(fleet.directory, 'status', project), { recursive: true })
  writeFileSync(join(fleet.directory, 'status', project, 'status.json'), '{"version": 1')
}

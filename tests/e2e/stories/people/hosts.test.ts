import { globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, type Fleet, honestly } from '../../../support/a-fleet.ts'
import { ASKING, aPersonRuns } from '../../../support/a-person-runs.ts'
import { anSshd, hasSshd } from '../../../support/an-sshd.ts'
import { until } from '../../../support/until.ts'

const [PAINTER, STALLING] = [aScriptedWorker('painter', ASKING), aScriptedWorker('one', ['ack: "Work for one"', 'stall: forever'])]

async function launchAs(fleet: Fleet, project: string, worker: string, keys = ''): Promise<void> {
  const file = join(fleet.directory, `${project}.yaml`)
  const branch = worker.replace('    task:', `    branch: feat/${project}\n    task:`)
  writeFileSync(file, `project: ${project}\nrepo: ./repository\nagent: scripted\nwatchdog: false\n${keys}workers:\n${branch}`)
  expect((await fleet.run('launch', file)).code).toBe(0)
}

test('with three projects, Enter goes into one and Esc comes back, and a czar that is killed or stopped does not affect the others', async () => {
  const fleet = await aFleet(`workers:\n${PAINTER}`)
  await fleet.launch()
  await launchAs(fleet, 'over', aScriptedWorker('web', honestly('web')))
  await launchAs(fleet, 'slow', STALLING)
  await fleet.eventually('attention.raised')
  const terminal = await aPersonRuns('dashboard', fleet)
  await terminal.shows(/^>!fleet +supervising +1 +0\/1/m)
  await terminal.shows(/^ {2}over +finished +1\/1/m)
  await terminal.keys('Enter')
  await terminal.shows(/^>!painter +waiting/m)
  await terminal.keys('/', 'x')
  await terminal.shows('no worker matches "x"')
  // Esc is sent alone, because a terminal reads Esc and a key right behind it as one other key.
  await terminal.keys('Escape')
  await terminal.shows('esc projects')
  await terminal.keys('Enter')
  await terminal.shows('terminal of painter')
  await terminal.keys('Escape')
  await terminal.shows(/^>!painter +waiting/m)
  await terminal.keys('Escape')
  await terminal.shows(/^>!fleet +supervising/m)

  const slow = JSON.parse((await fleet.run('status', '--json', '-p', 'slow')).stdout).czar.pid
  if (typeof slow !== 'number' || slow <= 1) throw new Error(`no pid: ${slow}`)
  process.kill(slow, 'SIGSTOP')
  fleet.killCzar()
  await terminal.shows(/fleet +gone/)
  await terminal.keys('q')
  await terminal.shows('ended with 0')
  await terminal.close()
  const again = await aPersonRuns('dashboard', fleet)
  await again.shows(/slow +silent/)
  await again.shows(/over +finished/)
  process.kill(slow, 'SIGCONT')
  await again.shows(/slow +supervising/)
})

test('the list of projects rings and flashes when a project needs a person, and also rings while the dashboard of another is open', async () => {
  const asks = ['ack: "Work for asks"', 'wait_for: go-on', 'ask: "Which colour?"', 'stall: forever']
  const fleet = await aFleet(`alerts: [{ via: bell, after: 0s }]\nworkers:\n${STALLING}`)
  await fleet.launch()
  const launchAsking = async (project: string) => {
    await launchAs(fleet, project, aScriptedWorker('asks', asks), 'alerts: [{ via: bell, after: 0s }]\n')
    const { workers } = JSON.parse((await fleet.run('status', '--json', '-p', project)).stdout)
    return () => writeFileSync(join(workers.asks.worktree, 'go-on'), '')
  }
  const [first, second] = [await launchAsking('first'), await launchAsking('second')]
  const terminal = await aPersonRuns('dashboard', fleet)
  await terminal.tmux('set-hook', '-g', 'alert-bell', 'set-option -ag @rings x')
  const rings = async () => (await terminal.tmux('show-options', '-gqv', '@rings')).trim().length
  await terminal.shows(/^ {2}second +supervising/m)
  expect(await rings()).toBe(0)
  first()
  await until(rings, count => count === 1)
  // A blinking cell has the attribute 5.
  await until(
    () => terminal.screen('-e'),
    seen => /\x1b\[(?:\d+;)*5(?:;\d+)*m[^ ]*1 needs you/.test(seen.split('\n')[0] ?? ''),
    { what: 'the count flashes' },
  )
  await terminal.keys('j')
  await terminal.shows(/^> fleet/m)
  await terminal.keys('Enter')
  await terminal.shows(/^>.one +/m)
  second()
  await until(rings, count => count === 2)
  await terminal.keys('Escape')
  await terminal.shows('2 need you')
})

test.skipIf(!hasSshd)(
  'through a real sshd, the fleet of another machine is seen, attached and answered; ssh ends with the dashboard',
  async () => {
    const here = await aFleet(`workers:\n${STALLING}`)
    const there = await aFleet(`workers:\n${PAINTER}`)
    await here.launch()
    await there.launch()
    await there.eventually('attention.raised')
    const { path } = await anSshd(there.env)
    const near = { ...here, env: { ...here.env, PATH: path } }
    const terminal = await aPersonRuns('dashboard --host build --host build', near)
    await terminal.shows(/^>!fleet +build +supervising +1 +0\/1/m)
    await terminal.shows(/^ {2}fleet +supervising +0\/1/m)
    await terminal.keys('Enter')
    await terminal.shows('czar build:fleet')
    await terminal.shows(`ssh -t build 'czar answer -p fleet painter`)
    await terminal.keys('a')
    await until(terminal.screen, seen => !seen.includes('WORKER') && seen.includes('Which colour?'), { what: "the worker's own terminal" })
    const back = async () => {
      await terminal.keys('F12')
      return terminal.screen()
    }
    await until(back, seen => seen.includes('czar build:fleet'), { everyMs: 300, what: 'F12 comes back' })
    await terminal.keys('y')
    await terminal.shows('answer painter:')
    await terminal.keys('-l', 'red')
    await terminal.keys('Enter')
    await there.eventually('report.received', ({ report }) => report.kind === 'done')
    await terminal.keys('Escape')
    await terminal.shows(/fleet +build/)
    const sockets = () => globSync(join(here.env['XDG_RUNTIME_DIR'] ?? '', 'czar', 'ssh-*'))
    expect(sockets()).toHaveLength(1)
    await terminal.keys('q')
    await terminal.shows('ended with 0')
    expect(sockets()).toEqual([])
  },
)

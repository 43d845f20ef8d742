import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openJournal } from '../../../../src/adapters/journal/journal.ts'
import { readProcess } from '../../../../src/adapters/processes/process-table.ts'
import { shellWord } from '../../../../src/core/text/shell-word.ts'
import { aFleet, aScriptedWorker, type Fleet, honestly } from '../../../support/a-fleet.ts'
import { aTerminal } from '../../../support/builders/a-terminal.ts'
import { livingProcessesWith } from '../../../support/living-processes.ts'
import { until } from '../../../support/until.ts'

const BIN = fileURLToPath(new URL('../../../../bin/czar.js', import.meta.url))

test('the tmux server dies with all agents in it, and the czar starts them again', async () => {
  const fleet = await aFleet(
    `policy: { restart: { backoff: 100ms..1s } }\nworkers:\n${['one', 'two'].map(id => aScriptedWorker(id, [honestly(id)[0] ?? '', 'stall: 8s', ...honestly(id).slice(1)])).join('')}`,
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

test('a czar that another czar replaced ends at its next step, and leaves the status file to the other', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['wait_for: go-on', ...honestly('one')])}`)
  await fleet.launch()
  await fleet.eventually('message.submitted')
  await fleet.eventually('health.changed', event => event.health === 'working')
  const pid = fleet.supervisorPid()

  await until(fleet.status, ({ seq }) => seq === fleet.events().at(-1)?.seq, { what: 'the status file tells all that happened' })
  openJournal({ projectDir: fleet.projectDir }).close()
  const before = readFileSync(join(fleet.projectDir, 'status.json'), 'utf8')
  await fleet.run('tell', 'one', 'go on')

  await until(
    () => livingProcessesWith(fleet.directory),
    processes => !processes.some(process => process.startsWith(`${pid} `)),
  )
  expect(readFileSync(join(fleet.projectDir, 'status.json'), 'utf8')).toBe(before)
})

test('fault 10: a killed czar is started again with the same agents, and a stopped czar is not', async () => {
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

/** Moments at which a person stops the fleet. They are named by what the watchdog of the killed czar is doing. */
const MOMENTS: readonly (readonly [string, (fleet: Fleet) => unknown])[] = [
  ['has not seen it', () => true],
  ['waits', fleet => livingProcessesWith(fleet.directory).some(process => process.endsWith(' sleep 1') || process.includes('sleep 1 '))],
  ['launches', fleet => livingProcessesWith(fleet.directory).some(process => process.includes('watchdog.cjs'))],
  ['has a supervisor that begins', fleet => livingProcessesWith(fleet.directory).some(process => process.includes('supervisor.cjs'))],
]

test.each(MOMENTS)('fault 108: a fleet that is stopped while the watchdog of its killed czar %s stays stopped', async (_, isThere) => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`, { watchdog: true })
  await fleet.launch()
  await fleet.eventually('message.submitted')
  const first = fleet.supervisorPid()
  fleet.killCzar()
  await until(() => !livingProcessesWith(fleet.directory).some(process => process.startsWith(`${first} `)))
  await until(() => isThere(fleet), Boolean, { everyMs: 5 })

  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
  await until(
    () => livingProcessesWith(fleet.directory),
    processes => processes.length === 0,
    { what: 'neither czar, agent nor watchdog is left' },
  )
  expect((await fleet.run('status')).stdout).not.toMatch(/: supervising/)

  expect(await fleet.launch()).toMatchObject({ code: 0 })
  await fleet.eventually('agent.started', event => event.incarnation === 2)
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
})

test('fault 109: a czar that its watchdog relaunches uses the project as it was launched, and reports that the file has changed', async () => {
  const workers = `workers:\n${aScriptedWorker('one', ['stall: forever'])}`
  const fleet = await aFleet(workers, { watchdog: true })
  await fleet.launch()
  await fleet.eventually('message.submitted')
  fleet.configure(`policy: { workers_may: [stop, tell] }\n${workers}`)
  for (const epoch of [2, 3]) {
    fleet.killCzar()
    await fleet.eventually('czar.started', event => event.epoch === epoch)
    await until(fleet.status, status => status.czar.state === 'supervising' && status.czar.pid === fleet.supervisorPid())
  }
  const told = fleet.events().filter(({ kind }) => kind === 'project.kept')
  expect(told, 'told once').toMatchObject([{ file: join(fleet.directory, 'czar.yaml') }])
  expect(fleet.events().filter(({ kind }) => kind === 'project.loaded')).toHaveLength(1)
  expect((await fleet.run('log', '-n', '1000')).stdout).toContain('has changed since the launch')

  // A launch by a person does read the changed file.
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
  await fleet.launch()
  const loaded = await fleet.eventually('project.loaded', ({ project }) => project.policy.workersMay.includes('stop'))
  expect(loaded.project.policy.workersMay).toEqual(['stop', 'tell'])
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
})

test('fault 112: a state directory from before the brief is refused while the agent with the brief lives', async () => {
  const fleet = await aFleet(
    `agents: { slow: { extends: scripted, settle: 4s } }\nworkers:\n${aScriptedWorker('one', ['stall: forever'], '    agent: slow\n')}`,
  )
  await fleet.launch()
  await fleet.eventually('agent.started')
  const early = join(fleet.directory, 'early')
  // The czar writes meanwhile, and cp fails if a file goes away under it.
  await until(() => {
    rmSync(early, { recursive: true, force: true })
    return spawnSync('cp', ['-a', fleet.projectDir, early]).status === 0
  })
  await fleet.eventually('message.submitted')
  fleet.killCzar()
  await until(() => fleet.supervisorPid() === -1)
  rmSync(fleet.projectDir, { recursive: true })
  renameSync(early, fleet.projectDir)
  expect(fleet.events().some(event => event.kind === 'effect.intended' && event.effect.startsWith('deliver'))).toBe(false)

  const refused = await fleet.launch()
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('the agent of one was given m1') })
  expect((await fleet.run('status')).stdout).toContain('--accept-shorter-journal')
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
  expect(await fleet.run('launch', 'czar.yaml', '--accept-shorter-journal')).toMatchObject({ code: 0 })
  await fleet.eventually('message.submitted')
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
})

/** The test types this suggested command, with the values of the fleet. */
const END_OTHER =
  'adapters/processes/refuse-foreign-agents: CZAR_STATE_DIR={} czar stop -p {}   # ends it, its work stays; then run the same again'

test('fault 110: a launch with another state directory starts no second agent in a worktree', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`)
  await fleet.launch()
  await fleet.eventually('message.submitted')
  const first = fleet.env['CZAR_STATE_DIR'] ?? ''
  const elsewhere = join(fleet.directory, 'elsewhere')
  const end = END_OTHER.replace(/^[^ ]+ /, '')
    .replace('{}', first)
    .replace('{}', 'fleet')
  for (const isAlive of [true, false]) {
    if (!isAlive) fleet.killCzar()
    fleet.env['CZAR_STATE_DIR'] = elsewhere
    const refused = await fleet.launch()
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining(end) })
    fleet.env['CZAR_STATE_DIR'] = first
  }
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
  fleet.env['CZAR_STATE_DIR'] = elsewhere
  expect(await fleet.launch()).toMatchObject({ stderr: expect.not.stringContaining('another fleet') })
  await fleet.run('stop')
})

test('fault 111: czar status reports a czar that a signal has stopped, and czar stop ends it', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`)
  await fleet.launch()
  await fleet.eventually('message.submitted')
  const pid = fleet.supervisorPid()
  process.kill(pid, 'SIGSTOP')
  const status = await fleet.run('status')
  expect(status).toMatchObject({ code: 3, stdout: expect.stringContaining(`  next: kill -CONT ${pid}\n`) })
  process.kill(pid, 'SIGCONT')
  expect((await fleet.run('status')).stdout).toContain('fleet: supervising')

  process.kill(pid, 'SIGSTOP')
  const stopped = await fleet.run('stop')
  expect(stopped).toMatchObject({ code: 0, stdout: expect.stringContaining('the czar has stopped') })
  expect(stopped.stdout).toContain(`it continues now, so that it can end (pid ${pid})`)
  expect(fleet.status().czar.state).toBe('stopped')
})

function watchdogs({ directory }: Fleet): readonly string[] {
  const isLeader = (pid: number) => readProcess(pid)?.session === pid
  return livingProcessesWith(directory).filter(process => process.includes('czar-watchdog') && isLeader(Number.parseInt(process, 10)))
}

test('fault 10: a czar that is killed again and again is not relaunched endlessly, and people are told', async () => {
  const fleet = await aFleet(
    `alerts: [{ via: command, command: [sh, -c, "cat >> told.jsonl"], after: 0s }]\nworkers:\n${aScriptedWorker('one', ['stall: forever'])}`,
    { watchdog: true },
  )
  await fleet.launch()
  await fleet.eventually('message.submitted')
  for (const revival of [1, 2, 3]) {
    const [before] = watchdogs(fleet)
    fleet.killCzar()
    // The old watchdog ends when the relaunched czar runs. If that czar is killed earlier, the watchdog tries again, each time after a
    // longer wait.
    await until(
      () => watchdogs(fleet),
      ([dog, second]) => dog !== undefined && dog !== before && second === undefined,
      { what: `a watchdog of revival ${revival}` },
    )
  }
  fleet.killCzar()

  const file = join(fleet.directory, 'told.jsonl')
  const toldOf = () => (existsSync(file) ? readFileSync(file, 'utf8') : '')
  await until(toldOf, text => text.endsWith('\n'), { what: 'people are told, in a whole line' })
  const often = 'the czar was killed or crashed 4 times within an hour and is not launched again'
  const next = `czar launch ${join(fleet.directory, 'czar.yaml')}`
  expect(JSON.parse(toldOf())).toMatchObject({ kind: 'attention', matters: [{ key: 'czar', text: often, hint: next }] })
  expect(await fleet.run('status')).toMatchObject({ code: 3, stdout: expect.stringContaining(`NEEDS A PERSON: ${often}\n  next: ${next}`) })
  expect(JSON.parse((await fleet.run('status', '--json')).stdout)).toMatchObject({ alive: false, abandoned: { text: often } })
  expect((await fleet.run('doctor')).stdout).toContain(`fleet: ${often}`)
  for (const verb of ['log', 'summary']) expect((await fleet.run(verb)).stdout).toContain(often)
  const terminal = await aTerminal({ columns: 200, rows: 24, env: fleet.env as Record<string, string> })
  await terminal.run(`env -u TMUX ${shellWord(process.execPath)} ${shellWord(BIN)} dashboard`)
  await terminal.shows(often)

  expect(await fleet.launch()).toMatchObject({ code: 0 })
  await terminal.shows('supervising, pid')
  const status = await fleet.run('status')
  expect(status.stdout).not.toContain('killed or crashed')
  const told = () => fleet.events().filter(({ kind }) => kind === 'czar.abandoned')
  expect(told()).toMatchObject([{ ends: 4, hasFailed: false, forMs: expect.any(Number) }])
  expect((await fleet.run('log', '-n', '1000')).stdout).toContain('4 times within an hour and was not launched again for')
  expect((await fleet.run('summary')).stdout).toContain('of it because no watchdog launched it again')
  expect(existsSync(join(fleet.projectDir, 'watchdog.json'))).toBe(false)
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
})

import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../support/a-fleet.ts'
import { livingProcessesWith } from '../support/living-processes.ts'
import { until } from '../support/until.ts'

test('a launched fleet goes on without its launcher, waits for a dependency, and ends proven and clean', async () => {
  const fleet = await aFleet(
    `workers:\n${aScriptedWorker('base', honestly('base'))}${aScriptedWorker('top', honestly('top'), '    depends_on: [base]\n    accept: ["test -f src/base/work.txt"]\n')}`,
  )
  const checkoutBefore = fleet.git('status', '--porcelain=v2', '--branch')

  const launched = await fleet.launch()

  expect(launched).toMatchObject({ code: 0, stderr: '' })
  await fleet.eventually('project.finished')
  const view = await until(fleet.status, ({ czar }) => czar.state === 'finished')
  expect(view.attention).toEqual([])
  expect(view.tasks.map(({ id, state }) => [id, state])).toEqual([
    ['base', 'verified'],
    ['top', 'verified'],
  ])
  const verified = fleet.events().find(event => event.kind === 'verification.finished' && event.worker === 'base')
  const started = fleet.events().find(event => event.kind === 'agent.started' && event.worker === 'top')
  expect(verified?.seq).toBeLessThan(started?.seq ?? 0)
  expect(fleet.git('show', 'feat/top:src/base/work.txt')).toBe('work of base')
  expect(fleet.git('status', '--porcelain=v2', '--branch'), "the user's checkout").toBe(checkoutBefore)
  await until(
    () => livingProcessesWith(fleet.directory),
    processes => processes.length === 0,
  )
})

test('kill -9 the czar again and again: the same fleet, no text pasted twice, everything proven', { timeout: 90_000 }, async () => {
  const fleet = await aFleet(
    `workers:\n${['one', 'two'].map(id => aScriptedWorker(id, [...honestly(id).slice(0, 2), 'stall: 1s', ...honestly(id).slice(2)])).join('')}`,
  )
  const moments = ['worktree.ready', 'message.pasted', 'report.received', 'verification.started'] as const
  await fleet.launch()
  for (const moment of moments) {
    await fleet.eventually(moment)
    process.kill(fleet.supervisorPid(), 'SIGKILL')
    const again = await fleet.launch()
    expect(again).toMatchObject({ code: 0, stderr: '' })
  }

  await fleet.eventually('project.finished', event => event.verified === 2)

  const events = fleet.events()
  expect(events.filter(event => event.kind === 'czar.started').length).toBe(moments.length + 1)
  const submitted = events.flatMap(event =>
    event.kind === 'message.submitted' ? [`${event.worker} ${event.message} ${event.incarnation}`] : [],
  )
  expect(new Set(submitted).size).toBe(submitted.length)
  const briefs = events.filter(event => event.kind === 'report.received' && event.report.kind === 'ack')
  expect(briefs.length, 'each agent took its task once').toBe(2)
})

test('a question stops the nudging, is shown to a person once, and goes on with the answer', async () => {
  const steps = [
    'ack: "Write src/asker/work.txt once the colour is known"',
    'blocked: "Which colour?"',
    'edit: { file: src/asker/work.txt, text: "red" }',
    'commit: "feat: colour"',
    'done: "red it is"',
  ]
  const fleet = await aFleet(`workers:\n${aScriptedWorker('asker', steps)}`)
  await fleet.launch()
  const raised = await fleet.eventually('attention.raised')
  expect(raised.text).toBe('asker is blocked: Which colour?')
  const asked = await until(
    () => fleet.run('status'),
    ran => ran.code === 3,
  )
  expect(asked.stdout).toContain('Which colour?')

  expect(await fleet.run('tell', 'asker', 'red')).toMatchObject({ code: 0 })

  await fleet.eventually('project.finished', event => event.verified === 1)
  await until(fleet.status, view => view.attention.length === 0)
  expect(fleet.events().filter(event => event.kind === 'attention.raised')).toHaveLength(1)
})

test('a session that a person closes is not brought back against them, and comes back when they say so', async () => {
  const fleet = await aFleet(
    `workers:\n${aScriptedWorker('one', ['stall: 1s', ...honestly('one')])}${aScriptedWorker('two', ['wait_for: go-on', ...honestly('two')])}`,
  )
  await fleet.launch()
  await fleet.eventually('message.submitted', event => event.worker === 'two')
  fleet.tmux('kill-session', '-t', '=fleet-worker-two')
  const closed = await fleet.eventually('agent.exited', event => event.worker === 'two')
  expect(closed.how).toBe('session-closed')
  await fleet.eventually('attention.raised', event => event.key === 'closed:two')

  expect(await fleet.run('restart', 'two')).toMatchObject({ code: 0 })

  const again = await fleet.eventually('agent.started', event => event.worker === 'two' && event.incarnation === 2)
  expect(again.seq).toBeGreaterThan(closed.seq)
  await fleet.eventually('message.submitted', event => event.worker === 'two' && event.incarnation === 2)
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
  expect(fleet.git('branch', '--list', 'feat/*')).toContain('feat/two')
})

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

test('at most as many agents as seats, and the next one starts when a seat is free', { timeout: 60_000 }, async () => {
  const fleet = await aFleet(`concurrency: 1\nworkers:\n${['one', 'two', 'three'].map(id => aScriptedWorker(id, honestly(id))).join('')}`)
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 3)
  let alive = 0
  for (const event of fleet.events()) {
    if (event.kind === 'agent.started') alive++
    if (event.kind === 'agent.ended') alive--
    expect(alive).toBeLessThanOrEqual(1)
  }
})

test('a claim that never becomes true is sent back, bounded, and then fails with a word to a person', { timeout: 60_000 }, async () => {
  const liar =
    '  - id: liar\n    accept: ["test -f src/never.txt"]\n    task: |\n      Work.\n\n      ```scripted\n      - edit: { file: src/other.txt, text: x }\n      - commit: "x"\n      - lie\n      ```\n\n      ```scripted rework\n      - lie\n      ```\n'
  const fleet = await aFleet(`policy: { verify: { attempts: 2 } }\nworkers:\n${liar}`)
  await fleet.launch()
  const over = await fleet.eventually('project.finished')
  expect(over).toMatchObject({ verified: 0, failed: 1 })
  expect(
    fleet
      .events()
      .filter(event => event.kind === 'verification.finished')
      .map(event => event.verdict),
  ).toEqual(['rejected', 'rejected'])
  const view = await until(fleet.status, ({ czar }) => czar.state === 'finished')
  expect(view.attention.map(item => item.key)).toEqual(['failed:liar'])
  expect((await fleet.run('status')).code).toBe(3)
})

import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'

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

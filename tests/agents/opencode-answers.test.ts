import { expect, test } from 'vitest'
import { until } from '../support/until.ts'
import { acknowledge, aRealFleet, aRealWorker, claim, commit, inBetween, write } from './support/a-real-fleet.ts'
import { fleetStory } from './support/fleet-story.ts'
import { opencode } from './support/programs/opencode.ts'

const PATIENCE = { patienceMs: 400_000 }
const TIMEOUT = { timeout: 600_000 }

test('a permission is shown with its command: yes lets it run, also behind czar run, no ends the turn', TIMEOUT, async () => {
  const asked = (name: string) => `czar run -- sh -c 'echo ${name} > src/asker/${name}.txt'`
  const fleet = await aRealFleet(opencode, {
    ...PATIENCE,
    workers: aRealWorker(opencode, 'asker'),
    policy: '{ idle_after: 1s }',
    answer: turn => {
      const trying = [acknowledge(turn), { run: 'mkdir -p src/asker' }, { run: asked('yes') }, { run: asked('no') }]
      const otherwise = [write(turn), commit(turn), claim(turn), { say: 'Done.' }]
      return (turn.kind === 'brief' ? trying : otherwise)[turn.step] ?? null
    },
  })
  await fleet.launch()
  const asks = (command: string) => fleet.eventually('agent.turn', event => event.text === `bash: ${command}`)
  await asks(asked('yes'))
  await until(fleet.status, ({ workers }) => workers['asker']?.reason === 'waits for a permission')
  expect((await fleet.run('status')).code).toBe(3)
  expect(await fleet.eventually('attention.raised')).toMatchObject({
    key: 'waiting:asker',
    text: expect.stringContaining(`bash: ${asked('yes')}`),
  })
  expect(await fleet.run('answer', 'asker', 'yes')).toMatchObject({ code: 0, stderr: '' })
  await asks(asked('no'))
  expect(await fleet.run('answer', 'asker', 'no')).toMatchObject({ code: 0, stderr: '' })

  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'person.permitted').map(({ isAllowed }) => isAllowed)).toEqual([true, false])
  expect(fleet.git('ls-tree', '--name-only', 'feat/asker:src/asker')).toBe('work.txt\nyes.txt')
  expect(fleet.status().attention).toEqual([])
})

test('a question in a window of its own is shown with its answers, and nobody takes it for a permission', TIMEOUT, async () => {
  const options = ['Red', 'Blue'].map(label => ({ label, description: `the ${label} one` }))
  const question = { question: 'Which colour?', header: 'Colour', options }
  const fleet = await aRealFleet(opencode, {
    ...PATIENCE,
    workers: aRealWorker(opencode, 'chooser'),
    answer: turn => inBetween(turn, { tool: 'question', input: { questions: [question] } }),
  })
  await fleet.launch()
  const raised = await fleet.eventually('attention.raised')
  expect(raised.text).toContain('waits for an answer in its dialog: Which colour? 1. Red 2. Blue')
  await until(() => fleet.tmux('capture-pane', '-p', '-t', '=fleet-worker-chooser:').includes('the Blue one'))
  expect((await fleet.run('answer', 'chooser', 'yes')).stderr).toContain('takes keys and no text: Which colour? 1. Red 2. Blue')
  fleet.tmux('send-keys', '-t', '=fleet-worker-chooser:', '2')

  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'attention.raised')).toEqual([raised])
})

test('Escape by a person ends the turn; the worker is asked, and goes on', TIMEOUT, async () => {
  const fleet = await aRealFleet(opencode, {
    ...PATIENCE,
    workers: aRealWorker(opencode, 'halted'),
    policy: '{ idle_after: 1s }',
    answer: turn => {
      if (turn.kind === 'brief') return turn.step === 0 ? acknowledge(turn) : null
      return [write(turn), commit(turn), claim(turn), { say: 'Done.' }][turn.step] ?? null
    },
  })
  await fleet.launch()
  await until(
    () => fleet.model.requests().length,
    count => count === 2,
    { timeoutMs: 300_000, what: 'the second request' },
  )
  const screen = () => fleet.tmux('capture-pane', '-p', '-t', '=fleet-worker-halted:')
  fleet.tmux('send-keys', '-t', '=fleet-worker-halted:', 'Escape')
  await until(() => screen().includes('again to interrupt'))
  fleet.tmux('send-keys', '-t', '=fleet-worker-halted:', 'Escape')

  expect(await fleet.eventually('agent.turn', event => event.turn === 'idle')).toMatchObject({ strength: 'exact' })
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'agent.exited', 'agent.limited').map(({ kind }) => kind)).toEqual([])
})

import { expect, test } from 'vitest'
import { until } from '../support/until.ts'
import { acknowledge, aRealFleet, aRealWorker, claim, commit, inBetween, write } from './support/a-real-fleet.ts'
import { fleetStory } from './support/fleet-story.ts'
import { gemini } from './support/programs/gemini.ts'

const PATIENCE = { patienceMs: 150_000 }

test('a permission: shown with its command; yes lets it run, no ends the turn', async () => {
  const asked = (name: string) => `sh -c 'mkdir -p src/asker && echo ${name} > src/asker/${name}.txt'`
  const fleet = await aRealFleet(gemini, {
    ...PATIENCE,
    workers: aRealWorker(gemini, 'asker'),
    policy: '{ idle_after: 1s }',
    answer: turn => {
      const trying = [acknowledge(turn), { run: asked('yes') }, { run: asked('no') }]
      const otherwise = [write(turn), commit(turn), claim(turn), { say: 'Done.' }]
      return (turn.kind === 'brief' ? trying : otherwise)[turn.step] ?? null
    },
  })
  await fleet.launch()
  const asks = (command: string) => fleet.eventually('agent.turn', event => event.text === `exec: ${command}`)
  await asks(asked('yes'))
  expect(await fleet.eventually('attention.raised')).toMatchObject({
    key: 'waiting:asker',
    text: expect.stringContaining(`exec: ${asked('yes')}`),
  })
  expect(await fleet.run('answer', 'asker', 'yes')).toMatchObject({ code: 0, stderr: '' })
  await asks(asked('no'))
  expect(await fleet.run('answer', 'asker', 'no')).toMatchObject({ code: 0, stderr: '' })

  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'person.permitted').map(({ isAllowed }) => isAllowed)).toEqual([true, false])
  expect(fleetStory(fleet, 'agent.turn').map(({ evidence }) => evidence)).toContain("its session's file")
  expect(fleet.git('ls-tree', '--name-only', 'feat/asker:src/asker')).toBe('work.txt\nyes.txt')
  expect(fleet.status().attention).toEqual([])
})

test('a question in a window of its own is shown with its answers, and nobody takes it for a permission', async () => {
  const options = ['Red', 'Blue'].map(label => ({ label, description: `the ${label} one` }))
  const question = { question: 'Which colour?', header: 'Colour', type: 'choice', options }
  const fleet = await aRealFleet(gemini, {
    ...PATIENCE,
    workers: aRealWorker(gemini, 'chooser'),
    answer: turn => inBetween(turn, { tool: 'ask_user', input: { questions: [question] } }),
  })
  await fleet.launch()
  const raised = await fleet.eventually('attention.raised')
  expect(raised.text).toContain('waits for an answer in its dialog: Which colour? 1. Red 2. Blue')
  await until(() => fleet.tmux('capture-pane', '-p', '-t', '=fleet-worker-chooser:').includes('Enter to select'))
  expect((await fleet.run('answer', 'chooser', 'yes')).stderr).toContain('takes keys and no text: Which colour? 1. Red 2. Blue')
  fleet.tmux('send-keys', '-t', '=fleet-worker-chooser:', 'Down', 'Enter')

  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'attention.raised')).toEqual([raised])
})

test('what the brief tells a worker to do is done without a question, and where the policy denies the rest, that is refused without one', async () => {
  const results: string[] = []
  const fleet = await aRealFleet(gemini, {
    ...PATIENCE,
    workers: aRealWorker(gemini, 'told').replace('accept: [', `accept: ["seq 3 | grep -c 1", "node -e 0", `),
    policy: '{ permissions: { otherwise: deny } }',
    answer: turn => {
      results.push(turn.result)
      return inBetween(
        turn,
        { run: 'node -e 0 2>&1 | tail -n 80' },
        { run: 'seq 3 | grep -c 1' },
        { run: `git -C ${turn.worktree} status --short 2>&1` },
        { run: 'czar report progress --done 1 --total 2 "two\nlines"' },
        { run: 'czar run -- node -e 0' },
        { run: 'touch denied' },
      )
    },
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'agent.turn').filter(({ turn }) => turn === 'waiting')).toEqual([])
  expect(results.filter(result => /denied by policy|policy/i.test(result))).toHaveLength(1)
  expect(fleetStory(fleet, 'report.received').map(({ report }) => report.kind)).toEqual(['ack', 'progress', 'done'])
})

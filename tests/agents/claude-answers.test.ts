import { expect, test } from 'vitest'
import { until } from '../support/until.ts'
import { aClaudeFleet, aClaudeWorker } from './support/a-claude-fleet.ts'
import { acknowledge, claim, commit, inBetween, write } from './support/a-real-fleet.ts'
import { fleetStory } from './support/fleet-story.ts'

test('czar answer: yes lets a command run, no ends the turn; what is not allowed is asked for behind czar run too', async () => {
  const asked = (name: string) => `czar run -- sh -c 'echo ${name} > src/asker/${name}.txt'`
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('asker'),
    policy: '{ idle_after: 1s }',
    answer: turn => {
      const trying = [acknowledge(turn), { run: 'mkdir -p src/asker' }, { run: asked('yes') }, { run: asked('no') }]
      const otherwise = [write(turn), commit(turn), claim(turn), { say: 'Done.' }]
      return (turn.kind === 'brief' ? trying : otherwise)[turn.step] ?? null
    },
  })
  await fleet.launch()
  const asks = (command: string) => fleet.eventually('agent.turn', event => event.text === `Bash: ${command}`)
  await asks(asked('yes'))
  expect((await fleet.run('answer', 'asker', 'blue')).stderr).toContain('the answer is yes or no')
  expect(await fleet.run('answer', 'asker', 'yes')).toMatchObject({ code: 0, stderr: '' })
  await asks(asked('no'))
  expect(await fleet.run('answer', 'asker', 'no')).toMatchObject({ code: 0, stderr: '' })

  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'person.permitted').map(({ isAllowed }) => isAllowed)).toEqual([true, false])
  expect(fleetStory(fleet, 'agent.trouble'), 'what the brief says of failing commands is no error').toEqual([])
  expect(fleet.git('ls-tree', '--name-only', 'feat/asker:src/asker')).toBe('work.txt\nyes.txt')
  expect(fleet.status().attention).toEqual([])
})

test('czar answer: a question that was reported is answered by a text', async () => {
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('blocked'),
    answer: turn => {
      const asking = { run: `czar report blocked --task ${turn.assignment} "Red or blue?"` }
      if (turn.kind === 'brief') return [acknowledge(turn), asking, { say: 'I wait.' }][turn.step] ?? null
      return [write(turn), commit(turn), claim(turn), { say: 'Done.' }][turn.step] ?? null
    },
  })
  await fleet.launch()
  expect(await fleet.eventually('attention.raised')).toMatchObject({
    key: 'question:blocked',
    text: expect.stringContaining('Red or blue?'),
  })
  expect(await fleet.run('answer', 'blocked', 'Blue,', 'please')).toMatchObject({ code: 0, stderr: '' })

  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleet.model.requests().at(-1)?.at(-1)).toContain('Blue, please')
})

test('a question in a window of its own is shown with its answers, and nobody takes it for a permission', async () => {
  const options = ['Red', 'Blue'].map(label => ({ label, description: `the ${label} one` }))
  const question = { question: 'Which colour?', header: 'Colour', multiSelect: false, options }
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('chooser'),
    answer: turn => inBetween(turn, { tool: 'AskUserQuestion', input: { questions: [question] } }),
  })
  await fleet.launch()
  const raised = await fleet.eventually('attention.raised')
  expect(raised.text).toContain('waits for an answer in its dialog: Which colour? 1. Red 2. Blue')
  await until(() => fleet.tmux('capture-pane', '-p', '-t', '=fleet-worker-chooser:').includes('Type something'))
  expect((await fleet.run('answer', 'chooser', 'yes')).stderr).toContain('takes keys and no text: Which colour? 1. Red 2. Blue')
  fleet.tmux('send-keys', '-t', '=fleet-worker-chooser:', '2')

  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'attention.raised')).toEqual([raised])
})

test('czar run: an accept command behind it needs no permission, and 80 lines of its output reach the model', async () => {
  const results: string[] = []
  const fleet = await aClaudeFleet({
    workers: aClaudeWorker('runner').replace('accept: [', 'accept: ["seq 1 5000", '),
    answer: turn => {
      results.push(turn.result)
      return inBetween(turn, { run: 'czar run -- seq 1 5000' })
    },
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)

  const lines = results.find(result => result.includes('czar run: exit 0'))?.split('\n') ?? []
  expect(lines).toHaveLength(81)
  expect(lines.slice(13, 17)).toEqual(['14', '15', '… 4921 lines left out …', '4937'])
  expect(fleetStory(fleet, 'agent.turn').map(({ turn }) => turn)).not.toContain('waiting')
})

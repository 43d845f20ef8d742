import { expect } from 'vitest'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { acknowledge, claim, commit, inBetween, write } from '../support/honest-steps.ts'
import { answerAt, paneOf } from '../support/pane-of.ts'
import { story } from '../support/story.ts'

story(
  ['question'],
  'a question in a dialog is shown with its answers, and is not taken for a permission request',
  async ({ agent, saw }) => {
    const { question } = agent
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'chooser'),
      answer: turn => inBetween(turn, question.call('Which colour?', ['Red', 'Blue'])),
    })
    await fleet.launch()
    const raised = await fleet.eventually('attention.raised')
    expect(raised.text).toContain('waits for an answer in its dialog: Which colour? 1. Red 2. Blue')
    for (const event of fleetStory(fleet, 'agent.turn')) if (event.turn === 'waiting') saw('question', event)
    const pane = paneOf(fleet, 'chooser')
    expect((await fleet.run('answer', 'chooser', 'yes')).stderr).toContain('takes keys and no text: Which colour? 1. Red 2. Blue')
    await answerAt(pane, question)

    await fleet.eventually('project.finished', event => event.verified === 1)
    expect(fleetStory(fleet, 'attention.raised')).toEqual([raised])
  },
)

story(['blocked'], 'a question that the agent reported is answered by a text', async ({ agent }) => {
  const fleet = await aRealFleet(agent, {
    workers: aRealWorker(agent, 'blocked'),
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

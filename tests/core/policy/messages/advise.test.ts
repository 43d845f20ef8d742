import { expect, test } from 'vitest'
import { gatherFacts } from '../../../../src/core/brief/gather-facts.ts'
import { renderMessage } from '../../../../src/core/brief/render-message.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { act, aStory, assignmentOf, begin, messages, queue, report, turn, workerOf } from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'
import { prompts } from '../../brief/facts-support.ts'

/** The worker's restatement does not mention the command that proves the work. */
function withAdvice(): World {
  const world = aStory({ workers: [aWorker('one', { accept: ['npm run prove-parser'] })] })
  begin(world, 'one')
  report(world, 'one', 'ack', { text: 'I shall write the reader of the log lines' })
  return world
}

test("advice waits for the turn's end, is sent once, and asks for no answer", () => {
  const world = withAdvice()
  expect(workerOf(world, 'one').health.advice).toMatchObject([{ matter: 'criteria' }])
  expect(queue(world, 'one'), 'never into a turn').toEqual([])
  turn(world, 'one', 'idle')
  expect(queue(world, 'one')).toEqual(['notice'])
  const [notice] = messages(world, 'one')
  const facts = notice === undefined ? null : gatherFacts(world.state, notice, null)
  if (facts === null) throw new Error('no notice')
  const text = renderMessage(prompts, facts)
  expect(text).toContain('does not mention what must succeed in the end: npm run prove-parser.')
  expect(text, 'no report of it was refused').not.toContain('report --help')
  act(world, 'deliver', 'one')
  turn(world, 'one', 'idle')
  expect(queue(world, 'one')).toEqual([])
  expect(assignmentOf(world, 'one')).toMatchObject({ advised: ['criteria'], ladder: { current: [] } })
  expect(workerOf(world, 'one').refusals.told).toBe(0)
})

test('a worker that claims to be done gets no more advice', () => {
  const world = withAdvice()
  report(world, 'one', 'done')
  turn(world, 'one', 'idle')
  expect(queue(world, 'one')).toEqual([])
})

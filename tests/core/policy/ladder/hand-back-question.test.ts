import { expect, test } from 'vitest'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { act, aStory, asked, attention, begin, getReady, messages, pass, queue, report, told, turn } from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'

const ACK_MS = aPolicy.ackWithinMs
const SMALL = 'Is the interval closed or half open?'

/**
 * A world in which worker one has repeated its task in its own words and rests. Nobody answers its questions, unless the policy says `ask`.
 */
function alone(questions: 'ask' | 'decide' = 'decide'): World {
  const world = aStory({ policy: { ...aPolicy, questions } })
  begin(world, 'one')
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  return world
}

function ask(world: World, text = SMALL): void {
  turn(world, 'one', 'busy')
  report(world, 'one', 'blocked', { text })
  turn(world, 'one', 'idle')
}

/** The worker reads the text that was sent to it, and its turn goes on. */
function readIt(world: World): void {
  act(world, 'deliver', 'one')
  turn(world, 'one', 'busy')
}

test('with "questions: decide" a question returns to its worker with its own words, and no person is called', () => {
  const world = alone()
  ask(world)
  expect(messages(world, 'one')).toMatchObject([{ kind: 'notice', facts: { problem: expect.stringContaining(SMALL) } }])
  expect(attention(world)).toEqual([])
  readIt(world)
  pass(world, 3 * ACK_MS)
  expect(attention(world), 'a worker that goes on need not say so').toEqual([])
  report(world, 'one', 'progress', { text: 'half open, as in the neighbouring module' })
  expect(queue(world, 'one')).toEqual([])
})

test("a question that comes before its task's receipt calls no person, and is handed back after the receipt", () => {
  const world = aStory({ policy: { ...aPolicy, questions: 'decide' } })
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(queue(world, 'one')).toEqual(['brief'])
  report(world, 'one', 'ack')
  report(world, 'one', 'blocked', { text: SMALL })
  expect(attention(world)).toEqual([])
  act(world, 'deliver', 'one')
  expect(queue(world, 'one')).toEqual(['notice'])
  expect(attention(world)).toEqual([])
})

test('by default a question calls a person at once, and is not handed back', () => {
  for (const world of [alone('ask'), withoutTheKey()]) {
    ask(world)
    expect(attention(world)).toEqual(['question:one'])
    expect(queue(world, 'one')).toEqual([])
  }
})

/** A world with a journal of an earlier version of czar. */
function withoutTheKey(): World {
  const world = alone('ask')
  const { project } = world.state
  if (project === null) throw new Error('no project')
  const { questions: _, ...policy } = project.policy
  world.state = { ...world.state, project: { ...project, policy } }
  return world
}

test.each([
  'Which password does the staging database have?',
  'May I delete the old exports?',
  'Shall I deploy it to production?',
  'The service costs 20 a month: buy it?',
  'Should I force-push over the other branch?',
])('a question that only a person can answer calls one at once: %s', text => {
  const world = alone()
  ask(world, text)
  expect(attention(world)).toEqual(['question:one'])
  expect(queue(world, 'one')).toEqual([])
})

test('a worker that asks repeatedly gets as many answers as policy.nudges allows, then a fresh agent; if that one asks too, a person is called', () => {
  const world = alone()
  for (let time = 1; time <= aPolicy.nudges; time++) {
    ask(world)
    expect(queue(world, 'one'), `time ${time}`).toEqual(['notice'])
    readIt(world)
    pass(world, 10_000)
  }
  ask(world)
  expect(told(world, 'ladder.climbed')).toMatchObject([{ rung: 'fresh', matter: 'unanswered' }])
  expect(attention(world)).toEqual([])
  for (let time = 0; time < aPolicy.nudges; time++) {
    act(world, 'end_agent', 'one')
    act(world, 'start_agent', 'one')
    readyAndBriefed(world)
    pass(world, 10_000)
    ask(world)
    pass(world, 1)
  }
  expect(told(world, 'ladder.climbed').filter(({ rung }) => rung === 'fresh').length).toBe(aPolicy.nudges)
  expect(attention(world)).toEqual(['question:one'])
})

function readyAndBriefed(world: World): void {
  getReady(world, 'one')
  act(world, 'deliver', 'one')
  report(world, 'one', 'ack')
}

test('a person is called in time if a handed-back question brings no progress', () => {
  const world = alone()
  ask(world)
  act(world, 'deliver', 'one')
  turn(world, 'one', 'idle')
  pass(world, 2 * ACK_MS - 1)
  expect(attention(world)).toEqual([])
  pass(world, 1)
  expect(attention(world)).toContain('question:one')
})

test('an agent that waits at a question on its screen is replaced without a key, and no person is called before', () => {
  const world = alone()
  turn(world, 'one', 'waiting')
  pass(world, ACK_MS - 1)
  expect(attention(world)).toEqual([])
  expect(asked(world)).toEqual([])
  pass(world, 1)
  expect(asked(world)).toEqual(['end_agent:one'])
  expect(told(world, 'ladder.climbed')).toMatchObject([{ rung: 'fresh', matter: 'unanswered' }])
})

test('if people answer questions, an agent that waits at its screen is an attention item at once, and is left alone', () => {
  const world = alone('ask')
  turn(world, 'one', 'waiting')
  expect(attention(world)).toEqual(['waiting:one'])
  pass(world, 10 * ACK_MS)
  expect(asked(world)).toEqual([])
})

import { expect, test } from 'vitest'
import { aWorker } from '../../../support/builders/a-project.ts'
import { alterAgent, alterAssignment, alterWorker } from '../../../support/builders/limited.ts'
import {
  about,
  act,
  agentOf,
  aStory,
  asked,
  begin,
  exit,
  messages,
  pass,
  report,
  say,
  told,
  turn,
  verdict,
  workerOf,
} from '../../../support/worlds/story.ts'
import { observed, settle, type World } from '../../../support/worlds/world.ts'
import { answer, ask, atWork, inTurn, one, STUCK_MS, toldOf, unseen } from './steps.ts'

const ACK_MS = 180_000
const health = (world: World) => `${workerOf(world, 'one').health.health} ${workerOf(world, 'one').health.matter}`
const matters = (world: World) => workerOf(world, 'one').health.advice.map(({ matter }) => matter)

function aStoryOfOne(lead: (world: World) => void, owns: readonly string[] = []): World {
  const world = aStory({ workers: [aWorker('one', { owns, accept: ['npm test'] })] })
  lead(world)
  return world
}

test('a worker that asks what its task is counts as confused, in a report or on its screen, but not in a permission request', () => {
  const reported = aStoryOfOne(atWork)
  report(reported, 'one', 'blocked', { text: 'What should I do next?' })
  const asking = aStoryOfOne(inTurn)
  ask(asking, 'What should I do next?')
  expect([reported, asking].map(health)).toEqual(['confused asks-what-to-do', 'confused asks-what-to-do'])
  const permission = aStoryOfOne(inTurn)
  report(permission, 'one', 'progress', { text: 'What should I do next?' })
  turn(permission, 'one', 'waiting')
  expect(health(permission)).toBe('waiting permission')
})

test('a worker that is confused for another reason and asks something waits for the answer', () => {
  const world = aStoryOfOne(atWork, ['src/one/**'])
  report(world, 'one', 'ack', { plan: ['docs/a'] })
  expect(health(world)).toBe('confused plan-outside')
  report(world, 'one', 'blocked', { text: 'Which port?' })
  expect(health(world)).toBe('waiting question')
})

test('a worker whose text is delayed by a person waits for that person, since that time; during its turn it is at work', () => {
  const world = aStoryOfOne(atWork)
  turn(world, 'one', 'idle')
  pass(world, 30_000)
  const [message] = messages(world, 'one')
  say(world, { kind: 'message.held', ...about(world, 'one'), message: message?.id as never, by: 'typing', chars: null })
  const at = world.now
  pass(world, 5_000)
  expect(workerOf(world, 'one').health).toMatchObject({ matter: 'held', evidence: [{ signal: 'screen', at }] })
  turn(world, 'one', 'busy')
  expect(health(world)).toBe('working turn')
})

test('a missing restatement is noticed only for a task that was delivered to this agent and not restated', () => {
  const late = (lead: (world: World) => void) => {
    const world = aStoryOfOne(lead)
    turn(world, 'one', 'idle')
    pass(world, ACK_MS)
    return health(world)
  }
  expect(late(world => begin(world, 'one'))).toBe('confused no-acknowledgement')
  expect(late(atWork)).not.toContain('confused')
  const other = (over: Parameters<typeof alterAssignment>[2]) =>
    late(world => {
      begin(world, 'one')
      alterAssignment(world, 'one', over)
    })
  expect(other({ state: 'rework' })).not.toContain('confused')
  expect(other({ acknowledged: { text: 'I restate the task in my own words', plan: [], at: 1 } })).not.toContain('confused')
  expect(other({ briefed: null })).not.toContain('confused')
  expect(other({ briefed: { incarnation: 7, at: 1 } })).not.toContain('confused')
})

test('a report that does not mention the accept commands makes no worker confused, and causes advice', () => {
  const world = aStoryOfOne(atWork)
  expect(health(world)).toBe('working turn')
  expect(workerOf(world, 'one').health.advice).toEqual([
    { matter: 'criteria', problem: 'Your restatement does not mention what must succeed in the end: npm test.' },
  ])
})

test('advice is for a worker with a living agent, and is not a cause of its confusion', () => {
  const world = aStoryOfOne(atWork, ['src/one/**'])
  const event = observed(workerOf(world, 'one'), 'head')
  if (event.kind === 'git.observed') say(world, { ...event, activity: { ...event.activity, branch: null, dirty: 1 } })
  expect(health(world)).toBe('confused detached-head')
  expect(matters(world)).toEqual(['criteria'])
  exit(world, 'one')
  expect(matters(world), 'its agent ended').toEqual([])
  const stopped = aStoryOfOne(atWork)
  say(stopped, { kind: 'person.stop', worker: one })
  expect(matters(stopped), 'it was stopped').toEqual([])
  expect(matters(aStory()), 'it has none').toEqual([])
})

test('the end of an advice is recorded, although the health stays the same', () => {
  const world = aStoryOfOne(inTurn)
  const { length } = told(world, 'health.changed')
  report(world, 'one', 'ack', { text: 'The task in my words; tests must pass' })
  expect(told(world, 'health.changed')).toHaveLength(length + 1)
  expect(told(world, 'health.changed').at(-1)).toMatchObject({ health: 'working', advice: [] })
})

test('a change of the reason, or of the attention item, is recorded although the health stays the same', () => {
  const world = aStoryOfOne(inTurn)
  const last = () => told(world, 'health.changed').at(-1)
  ask(world, 'Which port?')
  expect(last()).toMatchObject({ health: 'waiting', matter: 'question' })
  turn(world, 'one', 'waiting')
  expect(last()).toMatchObject({ health: 'waiting', matter: 'permission' })
  alterWorker(world, 'one', { health: { ...workerOf(world, 'one').health, health: 'quiet' } })
  settle(world)
  expect(last(), 'another health with the same words').toMatchObject({ health: 'waiting', matter: 'permission', seq: world.state.seq })
  alterWorker(world, 'one', { health: { ...workerOf(world, 'one').health, matter: 'question' } })
  settle(world)
  expect(last()).toMatchObject({ matter: 'permission', seq: world.state.seq })
})

test('the child processes of an agent that is being ended are not examined', () => {
  const ending = aStoryOfOne(inTurn)
  say(ending, { kind: 'person.restart', worker: one })
  expect(asked(ending)).toEqual(['end_agent:one'])
  pass(ending, STUCK_MS)
  expect(asked(ending)).toEqual(['end_agent:one'])
})

test('the child processes of an agent that repairs rejected work are examined too', () => {
  const world = aStoryOfOne(atWork)
  report(world, 'one', 'done')
  verdict(world, 'one', 'rejected', ['tests fail'])
  turn(world, 'one', 'idle')
  act(world, 'deliver', 'one')
  turn(world, 'one', 'busy')
  pass(world, STUCK_MS - 1)
  expect(asked(world)).toEqual([])
  pass(world, 1)
  expect(health(world)).toBe('working rework')
  expect(asked(world)).toEqual(['look_at_children:one'])
})

test('a turn does not count as ended without an exact signal', () => {
  const world = aStoryOfOne(unseen)
  turn(world, 'one', 'idle', 'inferred')
  pass(world, 60_000)
  expect(health(world)).toBe('working novelty')
})

test('an earlier examination of the child processes says nothing about a silence that began after it', () => {
  const world = aStoryOfOne(inTurn)
  pass(world, STUCK_MS)
  answer(world, false)
  pass(world, 1_000)
  say(world, { kind: 'agent.novelty', ...about(world, 'one') })
  const since = world.now
  pass(world, STUCK_MS)
  answer(world, null)
  pass(world, STUCK_MS)
  expect(health(world)).toBe('stuck silent-turn')
  expect(workerOf(world, 'one').health.evidence[0]).toMatchObject({ signal: 'silence', at: since })
  const { children } = agentOf(world, 'one')
  alterAgent(world, 'one', { children: children && { ...children, at: since - 1 } })
  settle(world)
  expect(health(world), 'one that is older than the silence is none').toBe('working turn')
})

test('output after the child processes were seen busy restarts the silence', () => {
  const world = aStoryOfOne(inTurn)
  pass(world, STUCK_MS)
  answer(world, true)
  expect(health(world)).toBe('working children')
  pass(world, 1_000)
  say(world, { kind: 'agent.novelty', ...about(world, 'one') })
  expect(toldOf(world)).toEqual(['working turn: a turn runs', 'agent: a turn runs'])
})

test('for a program without signals the verdict names its last output, with the time', () => {
  const world = aStoryOfOne(unseen)
  pass(world, 5_000)
  say(world, { kind: 'agent.novelty', ...about(world, 'one') })
  const at = world.now
  pass(world, 1_200_000)
  answer(world, false)
  pass(world, 90_000)
  answer(world, false)
  expect(workerOf(world, 'one').health).toMatchObject({ matter: 'quiet', evidence: [{ signal: 'silence', at }, { signal: 'process' }] })
})

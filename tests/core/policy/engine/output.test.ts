import { expect, test } from 'vitest'
import { isOnlyOutput } from '../../../../src/core/policy/engine/output.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { about, agentOf, aStory, begin, say, turn, workerOf } from '../../../support/worlds/story.ts'
import { happen, type World } from '../../../support/worlds/world.ts'

const { stuckAfterMs, idleAfterMs } = aPolicy

function atWork(): World {
  const world = aStory()
  begin(world, 'one')
  return world
}

/** Is all that happened since then output of its agent, when it was asked about so long after the last new thing? */
function isOutput(world: World, happens: (world: World) => void, silentMs = 0): boolean {
  const worker = workerOf(world, 'one')
  const now = agentOf(world, 'one').noveltyAt + silentMs
  world.now = now + 1
  happens(world)
  return isOnlyOutput({ worker, now }, workerOf(world, 'one'), aPolicy)
}

const output = (world: World) => happen(world, { kind: 'agent.novelty', ...about(world, 'one') })

test('new output is nothing but output, and so is nothing at all', () => {
  expect(isOutput(atWork(), output)).toBe(true)
  expect(isOutput(atWork(), () => {})).toBe(true)
})

test('the end of a silence is news: in a turn after a long one, else after a short one', () => {
  const atRest = atWork()
  turn(atRest, 'one', 'idle')
  expect([stuckAfterMs - 1, stuckAfterMs].map(ms => isOutput(atWork(), output, ms))).toEqual([true, false])
  expect(isOutput(atRest, output, idleAfterMs - 1)).toBe(true)
  expect(isOutput(atRest, output, idleAfterMs)).toBe(false)
})

test.each<[string, (world: World) => void]>([
  ['its turn ends', world => turn(world, 'one', 'idle')],
  ['a person pauses it', world => say(world, { kind: 'person.paused', worker: workerOf(world, 'one').id })],
  ['its children are looked at', world => say(world, { kind: 'agent.children', ...about(world, 'one'), busy: true })],
  ['its agent goes', world => say(world, { kind: 'agent.ended', ...about(world, 'one'), reason: 'stopped' })],
])('%s: that is more than output', (_what, happens) => {
  expect(isOutput(atWork(), happens)).toBe(false)
})

test('of a worker without an agent there is no output', () => {
  const worker = { ...workerOf(atWork(), 'one'), agent: null }
  const other = { ...worker, signs: { ...worker.signs, screen: { seq: 1, at: 1 } } }
  expect(isOnlyOutput({ worker, now: 0 }, other, aPolicy)).toBe(false)
  const withAgent = workerOf(atWork(), 'one')
  expect(isOnlyOutput({ worker, now: 0 }, { ...withAgent, signs: worker.signs }, aPolicy)).toBe(false)
  expect(isOnlyOutput({ worker: withAgent, now: 0 }, { ...withAgent, agent: null }, aPolicy)).toBe(false)
})

test('a sign of another kind is news, and output from before that was known is none', () => {
  const worker = workerOf(atWork(), 'one')
  const { agent } = worker
  const asked = { worker, now: agent?.noveltyAt ?? 0 }
  const sign = { seq: 99, at: 99 }
  expect(isOnlyOutput(asked, { ...worker, signs: { ...worker.signs, screen: sign } }, aPolicy)).toBe(true)
  expect(isOnlyOutput(asked, { ...worker, signs: { ...worker.signs, git: sign } }, aPolicy)).toBe(false)
  expect(isOnlyOutput(asked, { ...worker, signs: { ...worker.signs } }, aPolicy)).toBe(true)
  expect(isOnlyOutput(asked, { ...worker, agent: agent && { ...agent, noveltyAt: agent.noveltyAt - 1 } }, aPolicy)).toBe(false)
})

import { expect, test } from 'vitest'
import type { Event } from '../../../../src/core/events/event.ts'
import { createPolicyContext } from '../../../../src/core/policy/engine/policy-context.ts'
import { proofOfLife } from '../../../../src/core/policy/limits/proof-of-life.ts'
import { aProject } from '../../../support/builders/a-project.ts'
import { alterAgent, alterWorker, twoAccounts, useTokens } from '../../../support/builders/limited.ts'
import { pass, report, say, workerOf } from '../../../support/worlds/story.ts'
import { observed, sha, type World } from '../../../support/worlds/world.ts'

const proof = (world: World, since: number) =>
  proofOfLife(createPolicyContext(world.state, aProject(), world.now), workerOf(world, 'one'), since)

function committed(world: World, at: number): Event {
  const event = observed(workerOf(world, 'one'), 'new')
  if (event.kind !== 'git.observed') return event
  return { ...event, activity: { ...event.activity, lastCommit: { sha: sha('new'), subject: 'feat: it', at } } }
}

test.each([
  ['tokens that it used', 'one used tokens', (world: World) => useTokens(world, 'one')],
  ['a report', 'one reported', (world: World) => report(world, 'one', 'progress')],
  ['a commit', 'one committed', (world: World) => say(world, committed(world, world.now))],
])('%s after the probe show that the limit is over, but not from before the probe', (_name, reason, happens) => {
  const world = twoAccounts()
  pass(world, 1_000)
  happens(world)
  pass(world, 1_000)
  expect(proof(world, world.now - 1_001)).toBe(reason)
  expect(proof(world, world.now - 1_000)).toBeNull()
})

test('changed files, the first reading of a worktree, and a commit from before the probe that is seen late do not show that the limit is over', () => {
  const world = twoAccounts()
  const since = world.now
  pass(world, 60_000)
  say(world, observed(workerOf(world, 'one'), 'new'))
  expect(proof(world, since)).toBeNull()
  alterWorker(world, 'one', { git: null })
  say(world, committed(world, since))
  expect(proof(world, since)).toBeNull()
})

test.each([
  ['ended by itself is a proof after five seconds', { turn: 'idle' }, 5_000, 'a turn of one ended by itself'],
  ['ended a moment ago is none yet', { turn: 'idle' }, 4_999, null],
  ['still runs is none', { turn: 'busy' }, 5_000, null],
  ['waits for a person is none', { turn: 'waiting' }, 5_000, null],
  ['seems to have ended is none', { turn: 'idle', turnStrength: 'inferred' }, 5_000, null],
] as const)("as evidence of a limit's end, a turn that %s", (_name, over, ms, expected) => {
  const world = twoAccounts()
  const since = world.now
  pass(world, 1_000)
  alterAgent(world, 'one', { turnAt: world.now, turnStrength: 'exact', ...over })
  world.now += ms
  expect(proof(world, since)).toBe(expected)
})

test("a turn that ended as the probe began does not count as the probe's", () => {
  const world = twoAccounts()
  const since = world.now
  alterAgent(world, 'one', { turn: 'idle', turnAt: since, turnStrength: 'exact' })
  world.now += 60_000
  expect(proof(world, since)).toBeNull()
})

test('a worker without an agent shows nothing about the limit', () => {
  const world = twoAccounts()
  alterWorker(world, 'one', { agent: null })
  expect(proof(world, world.now)).toBeNull()
})

import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { nextRestart } from '../../../../src/core/policy/facts/next-restart.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { act, aStory, asked, attention, begin, breakDownForGood, exit, pass, say } from '../../../support/worlds/story.ts'

const policy = { max: 3, withinMs: 600_000, backoffMinMs: 10_000, backoffMaxMs: 30_000 }
const now = 10_000_000

test.each([
  ['a first start does not wait', [], { kind: 'at', at: now }],
  ['after one exit it waits the shortest time', [now - 1_000], { kind: 'at', at: now + 9_000 }],
  ['after two exits it waits twice as long', [now - 5_000, now - 1_000], { kind: 'at', at: now + 19_000 }],
  ['the wait never gets longer than its cap', [now - 9_000, now - 5_000, now - 1_000], { kind: 'at', at: now + 29_000 }],
  ['more exits than allowed are the end', [now - 9, now - 8, now - 7, now - 1], { kind: 'exhausted', exits: 4 }],
  ['exits before the period are forgotten', [now - 600_000, now - 600_001, now - 700_000, now - 1], { kind: 'at', at: now + 9_999 }],
])('restarts: %s', (_title, exits, expected) => {
  expect(nextRestart(exits, policy, now)).toEqual(expected)
})

test('a crashed agent is started again when its wait is over, not before', () => {
  const world = aStory()
  begin(world, 'one')
  exit(world, 'one')
  expect(asked(world)).toEqual([])
  pass(world, 9_999)
  expect(asked(world)).toEqual([])
  pass(world, 1)
  expect(asked(world)).toEqual(['start_agent:one'])
})

test('an agent that ends again and again fails its task, and gets no more questions', () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  for (let start = 1; start <= 4; start++) {
    act(world, 'start_agent', 'one')
    exit(world, 'one')
    pass(world, 100_000)
  }
  expect(world.state.tasks['one']).toMatchObject({ state: 'failed', failure: expect.stringContaining('ended 4 times') })
  act(world, 'end_agent', 'one')
  expect(world.state.czar.phase).toBe('finished')
})

test("a start that cannot be carried out fails the task; a person's restart of the worker tries it again", () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  act(world, 'prepare_worktree', 'one')
  breakDownForGood(world, 'start_agent', 'one')
  expect(world.state.tasks['one']).toMatchObject({ state: 'failed', failure: expect.stringContaining('it broke') })
  expect(attention(world)).toEqual(['failed:one'])
  say(world, { kind: 'person.restart', worker: 'one' as WorkerId })
  expect(asked(world)).toContain('start_agent:one')
  expect(attention(world)).toEqual([])
})

import { expect, test } from 'vitest'
import type { TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import { decide } from '../../../../src/core/policy/decide/decide.ts'
import { fold } from '../../../../src/core/state/fold.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { aBonus, aWorker } from '../../../support/builders/a-project.ts'
import {
  about,
  act,
  aStory,
  asked,
  attention,
  begin,
  breakDownForGood,
  complete,
  exit,
  pass,
  report,
  say,
  turn,
  verdict,
  workerOf,
} from '../../../support/worlds/story.ts'

/** The bonus task prefers the first of the three workers. */
const prefers = { workers: ['one' as WorkerId], roles: [] }
const three = [aWorker('one'), aWorker('two'), aWorker('three')]

test('workers start one after another as seats allow, in the order of the file', () => {
  const world = aStory({ workers: three, concurrency: 2 })
  expect(asked(world)).toEqual(['prepare_worktree:one', 'prepare_worktree:two'])
  complete(world, 'one')
  expect(asked(world)).toContain('end_agent:one')
  expect(asked(world), 'one that is leaving still has its seat').not.toContain('prepare_worktree:three')
  act(world, 'end_agent', 'one')
  expect(asked(world)).toContain('prepare_worktree:three')
})

test('a crashed agent keeps its seat while it waits to be started again', () => {
  const world = aStory({ workers: three, concurrency: 1 })
  begin(world, 'one')
  exit(world, 'one')
  expect(asked(world)).toEqual([])
})

test('a finished agent stays for a possible bonus task if nobody needs its seat', () => {
  const bonus = [aBonus('more', { after: ['two' as TaskId] })]
  const world = aStory({ workers: three.slice(0, 2), concurrency: 2, bonus })
  complete(world, 'one')
  expect(asked(world)).not.toContain('end_agent:one')
  const crowded = aStory({ workers: three, concurrency: 2, bonus })
  complete(crowded, 'one')
  expect(asked(crowded)).toContain('end_agent:one')
})

test('a worker whose agent has ended is started again for a bonus task that no living worker can take', () => {
  const world = aStory({ workers: three.slice(0, 2), concurrency: 1, bonus: [aBonus('more', { after: ['two' as TaskId], prefers })] })
  complete(world, 'one')
  act(world, 'end_agent', 'one')
  begin(world, 'two')
  report(world, 'two', 'done')
  exit(world, 'two')
  act(world, 'end_agent', 'two')
  verdict(world, 'two', 'verified')
  expect(asked(world)).toEqual(['start_agent:one'])
})

test('a worker that cannot be started is not waited for: another worker gets the bonus task', () => {
  const world = aStory({ workers: three.slice(0, 2), concurrency: 1, bonus: [aBonus('more', { after: ['two' as TaskId], prefers })] })
  complete(world, 'one')
  act(world, 'end_agent', 'one')
  begin(world, 'two')
  report(world, 'two', 'done')
  exit(world, 'two')
  act(world, 'end_agent', 'two')
  verdict(world, 'two', 'verified')
  breakDownForGood(world, 'start_agent', 'one')
  expect(asked(world)).toEqual(['start_agent:two'])
})

test('the project ends when no worker for the bonus tasks can be started', () => {
  const world = aStory({ bonus: [aBonus('more')] })
  begin(world, 'one')
  report(world, 'one', 'done')
  exit(world, 'one')
  act(world, 'end_agent', 'one')
  verdict(world, 'one', 'verified')
  pass(world, 10_000)
  breakDownForGood(world, 'start_agent', 'one')
  expect(attention(world)).toContain('effect:start_agent:one:2')
  expect(world.state.czar.phase).toBe('finished')
})

test('all agents are ended when the fleet is stopped, also those kept for a bonus task', () => {
  const world = aStory({ workers: three.slice(0, 2), bonus: [aBonus('more', { after: ['two' as TaskId] })] })
  complete(world, 'one')
  begin(world, 'two')
  say(world, { kind: 'person.stop', worker: null })
  expect([...asked(world)].sort()).toEqual(['end_agent:one', 'end_agent:two'])
})

test('the end of an agent that cannot be ended is tried again without a limit, and a person is told', () => {
  const world = aStory()
  begin(world, 'one')
  say(world, { kind: 'person.stop', worker: 'one' as WorkerId })
  breakDownForGood(world, 'end_agent', 'one')
  expect(attention(world)).toEqual(['effect:end_agent:one:1'])
  pass(world, 60_000)
  act(world, 'end_agent', 'one')
  expect(attention(world)).toEqual([])
  expect(workerOf(world, 'one').agent).toBeNull()
})

const twoPrograms = { scripted: aProfile({ concurrency: 1 }), other: aProfile({ name: 'other' }) }

test('an agent program has a limit of its own, and workers of another program start before one that waits for it', () => {
  const workers = [aWorker('one'), aWorker('two'), aWorker('three', { agent: 'other' }), aWorker('four', { agent: 'other' })]
  const world = aStory({ workers, concurrency: 3, agents: twoPrograms })
  expect(asked(world)).toEqual(['prepare_worktree:one', 'prepare_worktree:three', 'prepare_worktree:four'])
})

test('the next worker starts in the very step in which a seat of its program becomes free', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two'), aWorker('three', { agent: 'other' })], agents: twoPrograms })
  begin(world, 'three')
  complete(world, 'one')
  expect(asked(world)).toEqual(['end_agent:one'])
  const { state, now } = world
  const ended = { kind: 'agent.ended', ...about(world, 'one'), reason: 'finished', seq: state.seq + 1, at: now } as const
  const done = { kind: 'effect.done', effect: 'end_agent:one:1' as never, seq: state.seq + 2, at: now } as const
  const { decisions } = decide([ended, done].reduce(fold, state), now)
  expect(decisions).toMatchObject([{ kind: 'perform', action: { do: 'prepare_worktree', worker: 'two' } }])
})

test("a finished agent that waits for later tasks keeps its seat within its own program's limit, and gives it up for another program", () => {
  const bonus = [aBonus('more', { after: ['four' as TaskId] })]
  const workers = [aWorker('one'), aWorker('two'), aWorker('three', { agent: 'other' }), aWorker('four', { agent: 'other' })]
  const world = aStory({ workers, agents: twoPrograms, bonus })
  begin(world, 'four')
  complete(world, 'three')
  expect(asked(world), 'nobody waits for a seat of its program').not.toContain('end_agent:three')
  complete(world, 'one')
  expect(asked(world)).toContain('end_agent:one')
})

test('an agent that waits for later tasks frees its seat for a task that only an ended worker may take', () => {
  const bonus = [aBonus('first', { after: ['two' as TaskId] }), aBonus('second', { after: ['first' as TaskId] })]
  const world = aStory({ workers: three.slice(0, 2), concurrency: 1, bonus })
  complete(world, 'one')
  act(world, 'end_agent', 'one')
  complete(world, 'two')
  act(world, 'deliver', 'two')
  report(world, 'two', 'refuse', { text: 'I know nothing of it' })
  turn(world, 'two', 'idle')
  expect(asked(world), 'two would be kept for the second, which waits for the first').toEqual(['end_agent:two'])
  act(world, 'end_agent', 'two')
  expect(asked(world)).toEqual(['start_agent:one'])
})

test('an account limits the number of its agents, whatever their programs, and other workers start first', () => {
  const agents = { scripted: aProfile(), other: aProfile({ name: 'other' }) }
  const workers = [
    aWorker('one', { account: 'team' }),
    aWorker('two', { account: 'team', agent: 'other' }),
    aWorker('three', { account: 'mine' }),
  ]
  const world = aStory({ workers, agents, concurrency: 2, accounts: { team: { concurrency: 1 } } })
  expect(asked(world)).toEqual(['prepare_worktree:one', 'prepare_worktree:three'])
  complete(world, 'three')
  act(world, 'end_agent', 'three')
  expect(asked(world)).not.toContain('prepare_worktree:two')
  complete(world, 'one')
  act(world, 'end_agent', 'one')
  expect(asked(world)).toContain('prepare_worktree:two')
})

test('a resting agent of a full account is ended for another worker of the account, and not if that would not help', () => {
  const bonus = [aBonus('more', { after: ['three' as TaskId] })]
  const workers = [aWorker('one', { account: 'team' }), aWorker('two', { account: 'mine' }), aWorker('three', { account: 'team' })]
  const world = aStory({ workers, bonus, concurrency: 3, accounts: { team: { concurrency: 1 } } })
  complete(world, 'two')
  expect(asked(world)).not.toContain('end_agent:two')
  complete(world, 'one')
  expect(asked(world)).toContain('end_agent:one')
})

test('a verified and parked worker frees its seat for a worker that can begin, although a bonus task waits', () => {
  const workers = [aWorker('one'), aWorker('two', { account: 'another' })]
  const world = aStory({ workers, bonus: [aBonus('more')], concurrency: 1 })
  begin(world, 'one')
  const limit = { limit: 'quota', text: 'used up', said: world.now, strength: 'exact', evidence: 'hook' } as const
  report(world, 'one', 'done')
  say(world, { kind: 'agent.limited', ...about(world, 'one'), account: 'scripted', resetAt: world.now + 3_600_000, ...limit })
  verdict(world, 'one', 'verified')
  turn(world, 'one', 'idle')
  act(world, 'end_agent', 'one')
  expect(asked(world)).toContain('prepare_worktree:two')
})

import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { createPolicyContext } from '../../../../src/core/policy/engine/policy-context.ts'
import { dropStale } from '../../../../src/core/policy/messages/stale-messages.ts'
import type { MessageState } from '../../../../src/core/state/types/message-state.ts'
import { aProject } from '../../../support/builders/a-project.ts'
import { alterAgent, alterAssignment, alterWorker } from '../../../support/builders/limited.ts'
import { atRest, wait } from '../../../support/worlds/at-rest.ts'
import { workerOf } from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'

const one = 'one' as WorkerId

function underWay(world: World, action: string): void {
  world.state = { ...world.state, effects: { x: { id: 'x', action, worker: one, at: 1, epoch: 1, reason: '' } } as never }
}

/** The messages that are withdrawn, and why. */
function stale(world: World): readonly string[] {
  const context = createPolicyContext(world.state, aProject(), world.now)
  dropStale(context, workerOf(world, 'one'))
  return context.plan().decisions.map(decision => {
    return decision.kind === 'record' && decision.event.kind === 'message.dropped'
      ? `dropped ${decision.event.message}: ${decision.event.reason}`
      : decision.reason
  })
}

/** The czar asked the worker why it is idle, and the worker still is. */
function asked(over: Partial<MessageState> = {}): World {
  const world = atRest()
  wait(world, { kind: 'nudge', facts: { matter: 'idle', about: 'progress' }, ...over })
  return world
}

test('a question is withdrawn when its cause is gone', () => {
  const world = asked()
  expect(stale(world)).toEqual([])
  alterAgent(world, 'one', { turn: 'busy' })
  expect(stale(world)).toEqual(['dropped m50: its question no longer applies'])
})

test.each<[string, Partial<MessageState>]>([
  ['a question of a person, or of an earlier czar, that names no matter', { facts: {} }],
  ['one that an earlier czar may have pasted', { interruptedIn: 1 }],
  ['a text that asks nothing', { kind: 'notice' }],
  ['a brief', { kind: 'brief' }],
])('%s is not withdrawn', (_what, over) => {
  const world = asked(over)
  alterAgent(world, 'one', { turn: 'busy' })
  expect(stale(world)).toEqual([])
})

test('while the agent can take no text, a waiting question is kept', () => {
  const world = asked()
  alterAgent(world, 'one', { turn: 'waiting', waitingFor: 'permission' })
  expect(stale(world)).toEqual([])
})

test('no text is withdrawn while a text is on its way', () => {
  const world = asked()
  alterAgent(world, 'one', { turn: 'busy' })
  underWay(world, 'deliver')
  expect(stale(world)).toEqual([])
})

test('a repeated task text stays valid if something else about the task is wrong, but not if only the restatement was missing', () => {
  const world = atRest()
  const told = (matter: string, about: string) => {
    wait(world, { kind: 'restate', facts: { matter, about } })
    return stale(world)
  }
  alterAssignment(world, 'one', { acknowledged: { text: 'ok', plan: [], at: world.now } })
  expect(told('plan-outside', 'task'), 'it says next to nothing instead').toEqual([])
  expect(told('no-acknowledgement', 'task')).toEqual(['dropped m50: its question no longer applies'])
  alterAssignment(world, 'one', { acknowledged: { text: 'I restate the task in my own words', plan: [], at: world.now } })
  expect(told('plan-outside', 'task')).toEqual(['dropped m50: its question no longer applies'])
})

test('texts for another assignment, read messages and texts that may have arrived are withdrawn, with the reason', () => {
  const world = atRest()
  wait(
    world,
    { assignment: 'more.1' as never },
    { assignment: null },
    { kind: 'letter' },
    { kind: 'notice', tries: 1, pastedTo: 1 },
    { kind: 'tell' },
  )
  expect(stale(world)).toEqual([
    'dropped m50: more.1 is over',
    'dropped m51: its assignment is over',
    'dropped m52: it has read its letters',
    'dropped m53: it could not be confirmed, and is not pasted twice',
  ])
  alterWorker(world, 'one', { agent: null })
  wait(world, { kind: 'notice', tries: 1, pastedTo: 1 })
  expect(stale(world), 'without an agent there is none that could hold it').toEqual([])
})

import { expect, test } from 'vitest'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import { createPolicyContext, type PolicyContext } from '../../../src/core/policy/engine/policy-context.ts'
import { deliverNext, tellRefused, tellUnblocked } from '../../../src/core/policy/messages/messages.ts'
import type { MessageState } from '../../../src/core/state/types/message-state.ts'
import { aProfile } from '../../support/builders/a-profile.ts'
import { aProject, aWorker } from '../../support/builders/a-project.ts'
import { alterAgent, alterWorker } from '../../support/builders/limited.ts'
import { atRest, wait } from '../../support/worlds/at-rest.ts'
import { aStory, begin, complete, workerOf } from '../../support/worlds/story.ts'
import type { World } from '../../support/worlds/world.ts'

const one = 'one' as WorkerId
const MINUTE_MS = 60_000

/** What a rule decides for worker one, as `kind or action: message or reason`, and when it looks again. */
function wants(world: World, rule: (context: PolicyContext) => void, project = aProject()) {
  const context = createPolicyContext(world.state, world.state.project ?? project, world.now)
  rule(context)
  const { decisions, wakeAt } = context.plan()
  const wanted = decisions.map(decision => {
    if (decision.kind === 'perform') return `${decision.action.do}: ${'message' in decision.action ? decision.action.message : ''}`
    if (decision.event.kind === 'message.dropped') return `dropped ${decision.event.message}: ${decision.event.reason}`
    return `${decision.event.kind}: ${decision.reason}`
  })
  return { wanted, wakeAt }
}

const next = (world: World) => wants(world, context => deliverNext(context, workerOf(world, 'one')))

function underWay(world: World, action: string): void {
  world.state = { ...world.state, effects: { x: { id: 'x', action, worker: one, at: 1, epoch: 1, reason: '' } } as never }
}

const exit = { at: 1, how: 'exited', status: 1, signal: null, lastScreen: '' } as const
const dialog = { text: 'Trust?', keys: null, asks: null, at: 1, seen: 1, answeredAt: null }

test.each<[string, (world: World) => void]>([
  ['has no agent', world => alterWorker(world, 'one', { agent: null })],
  ['has an agent that ended', world => alterAgent(world, 'one', { exit })],
  ['has an agent that is not ready', world => alterAgent(world, 'one', { readyAt: null })],
  ['is to have another agent', world => alterWorker(world, 'one', { replace: 1 })],
  ['is being told something', world => underWay(world, 'deliver')],
  ['has an agent that is being ended', world => underWay(world, 'end_agent')],
  ['has a dialog that is being answered', world => underWay(world, 'answer_dialog')],
  ['has a dialog open', world => alterAgent(world, 'one', { dialog })],
  ['is at work', world => alterAgent(world, 'one', { turn: 'busy' })],
  ['waits for a permission', world => alterAgent(world, 'one', { turn: 'waiting', waitingFor: 'permission' })],
  ['waits for an answer', world => alterAgent(world, 'one', { turn: 'waiting', waitingFor: 'answer' })],
  ['holds the text already', world => wait(world, { pastedTo: 1 })],
])('a worker that %s gets no text', (_who, lead) => {
  const world = atRest()
  wait(world, {})
  expect(next(world).wanted).toEqual(['deliver: m50'])
  lead(world)
  expect(next(world).wanted).toEqual([])
})

test('an action of another rule does not delay a text', () => {
  const world = atRest()
  wait(world, {})
  underWay(world, 'verify')
  expect(next(world).wanted).toEqual(['deliver: m50'])
})

test('an agent that has just become ready gets no text for the time that its profile sets', () => {
  const world = atRest()
  const project = aProject({ agents: { scripted: aProfile({ settleMs: 700 }) } })
  world.state = { ...world.state, project }
  wait(world, {})
  alterAgent(world, 'one', { readyAt: world.now - 699 })
  expect(next(world)).toEqual({ wanted: [], wakeAt: world.now + 1 })
  alterAgent(world, 'one', { readyAt: world.now - 700 })
  expect(next(world).wanted).toEqual(['deliver: m50'])
})

test('a new text is not delayed; after a failed try the wait doubles each time, up to a minute', () => {
  const world = atRest()
  const waitsAfter = (tries: number) => {
    wait(world, { tries, lastTryAt: world.now })
    return (next(world).wakeAt ?? world.now) - world.now
  }
  expect([0, 1, 2, 3, 4].map(waitsAfter)).toEqual([0, 2_000, 4_000, 8_000, 16_000])
  expect(waitsAfter(9)).toBe(MINUTE_MS)
})

test('a text that is given up is in the journal with its tries; a brief or rework that is given up ends the assignment', () => {
  const givenUp = (kind: MessageState['kind'], lead: (world: World) => void = () => {}) => {
    const world = atRest()
    alterWorker(world, 'one', { looked: { at: world.now, branch: 'feat/one', tip: null } })
    lead(world)
    wait(world, { kind, tries: 5, lastTryAt: world.now - MINUTE_MS })
    return next(world).wanted
  }
  const dropped = (kind: string) => `dropped m50: ${kind} m50 could not be delivered in 5 tries`
  expect(givenUp('notice')).toEqual([dropped('notice')])
  expect(givenUp('brief')).toEqual([dropped('brief'), 'assignment.failed: brief m50 could not be delivered in 5 tries'])
  expect(givenUp('rework')).toEqual([dropped('rework'), 'assignment.failed: rework m50 could not be delivered in 5 tries'])
  expect(givenUp('brief', world => alterWorker(world, 'one', { assignment: null }))).toEqual([dropped('brief')])
})

test("a person's answer goes first to an agent that waits for one, and a text that it cannot take does not delay others", () => {
  const world = atRest()
  alterAgent(world, 'one', { turn: 'waiting', waitingFor: 'answer' })
  wait(world, { kind: 'brief' }, { kind: 'notice' }, { kind: 'tell' })
  expect(next(world).wanted).toEqual(['deliver: m52'])
  wait(world, { kind: 'tell', tries: 1, pastedTo: 1 }, { kind: 'tell' })
  expect(next(world).wanted).toEqual(['deliver: m51'])
  alterAgent(world, 'one', { turn: 'idle', waitingFor: null })
  wait(world, { kind: 'notice' }, { kind: 'tell' }, { kind: 'brief' })
  expect(next(world).wanted, 'else the brief is first').toEqual(['deliver: m52'])
  wait(world, { kind: 'tell', tries: 1, pastedTo: 1 }, { kind: 'notice' })
  expect(next(world).wanted).toEqual(['deliver: m51'])
  wait(world, { kind: 'notice', tries: 1, pastedTo: 1 }, { kind: 'tell' })
  expect(next(world).wanted, 'only a person’s words are passed over').toEqual([])
})

test("a worker that began early is told about a dependency's commit during its own task, once", () => {
  const workers = [
    aWorker('one', { dependsOn: ['two' as WorkerId, 'three' as WorkerId], waitForDependencies: false }),
    aWorker('two'),
    aWorker('three'),
  ]
  const world = aStory({ workers })
  begin(world, 'one')
  complete(world, 'two')
  alterWorker(world, 'one', { told: [] })
  const unblocked = () => wants(world, context => tellUnblocked(context, workerOf(world, 'one'))).wanted
  expect(unblocked()).toEqual(['message.queued: two is verified at work-two'])
  alterWorker(world, 'one', { assignment: null })
  expect(unblocked()).toEqual([])
  alterWorker(world, 'one', { assignment: 'more.1' as never })
  const own = world.state.tasks['one']
  if (own === undefined) throw new Error('no task')
  world.state = { ...world.state, tasks: { ...world.state.tasks, one: { ...own, state: 'verified' } } }
  expect(unblocked(), 'its own task is done').toEqual([])
  const { one: _gone, two: _too, ...tasks } = world.state.tasks
  world.state = { ...world.state, tasks }
  expect(unblocked(), 'the file has none of them any more').toEqual([])
})

test('a worker without a task is not told that its report could not be read', () => {
  const world = atRest()
  alterWorker(world, 'one', { refusals: { count: 1, told: 0, reason: 'torn' } })
  const refused = () => wants(world, context => tellRefused(context, workerOf(world, 'one'))).wanted
  expect(refused()).toEqual(['message.queued: torn'])
  alterWorker(world, 'one', { assignment: null })
  expect(refused()).toEqual([])
})

import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { tendAttention } from '../../../../src/core/policy/attention/attention.ts'
import { workerMatters } from '../../../../src/core/policy/attention/worker-matters.ts'
import { createPolicyContext } from '../../../../src/core/policy/engine/policy-context.ts'
import type { MessageState } from '../../../../src/core/state/types/message-state.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aProject } from '../../../support/builders/a-project.ts'
import { attemptsOf } from '../../../support/builders/attempts.ts'
import { alterAgent, alterAssignment, alterWorker, meetLimit } from '../../../support/builders/limited.ts'
import { aStory, assignmentOf, begin, complete, pass, report, told, turn, workerOf } from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'

const one = 'one' as WorkerId

/** The items that are open for a person: the text of each, and the next command. */
function put(world: World): readonly (readonly [string, string | null])[] {
  return Object.values(world.state.attention)
    .filter(({ settledAt }) => settledAt === null)
    .map(({ text, hint }) => [text, hint])
}

const keys = (world: World, id = 'one') =>
  workerMatters(createPolicyContext(world.state, aProject(), world.now), workerOf(world, id)).map(({ key }) => key)

/** A world in which worker one stopped long ago, and czar has tried everything that it does with a worker that makes no progress. */
function notGettingOn(): World {
  const world = aStory({ policy: { ...aPolicy, nudges: 0, restart: { ...aPolicy.restart, max: 0 } } })
  begin(world, 'one')
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  pass(world, 30_000)
  expect(put(world)).toEqual([
    [
      'one makes no progress: its turn ended, and it claims nothing; nothing was tried, because the policy allows nothing',
      'czar attach one',
    ],
  ])
  return world
}

const heldText = (world: World): MessageState => ({
  ...{
    id: 'm9' as never,
    kind: 'notice',
    worker: one,
    assignment: 'one.1' as never,
    facts: {},
    at: 0,
    tries: 0,
    lastTryAt: 0,
    problem: null,
  },
  ...{ pastedTo: null, interruptedIn: null, held: { incarnation: 1, by: 'typing', chars: null, since: world.now - 180_000 } },
})

test('a worker without progress is an attention item until progress comes, if all steps were tried and no other worker is free', () => {
  const ladder = (world: World, rung: 'ask' | 'attention') => {
    const current = [{ rung, about: 'progress', matter: 'idle', incarnation: 1, at: world.now, finding: 'x' } as const]
    alterAssignment(world, 'one', { ladder: { ...assignmentOf(world, 'one').ladder, current } })
  }
  const world = notGettingOn()
  expect(keys(world)).toEqual(['silent:one'])
  ladder(world, 'ask')
  expect(keys(world), 'it is being asked').toEqual([])
  ladder(world, 'attention')
  alterWorker(world, 'one', { paused: true })
  expect(keys(world), 'who paused it knows').toEqual([])
  alterWorker(world, 'one', { paused: false })
  world.state = { ...world.state, messages: [heldText(world)] }
  expect(keys(world), 'a person is at its pane').toEqual(['held:one'])
  world.state = { ...world.state, messages: [] }
  alterAgent(world, 'one', { turnAt: world.now })
  expect(keys(world), 'that its turn has just ended again is no progress').toEqual(['silent:one'])
})

test('a refusal is shown as a question to a person, and only once', () => {
  const world = notGettingOn()
  alterAssignment(world, 'one', { acknowledged: null })
  alterWorker(world, 'one', { question: { text: 'No.', at: 1 } })
  expect(keys(world)).toEqual(['question:one'])
})

test('while its account is limited, neither a worker nor a text that waits for it is an attention item', () => {
  const world = notGettingOn()
  meetLimit(world, 'one')
  world.state = { ...world.state, messages: [heldText(world)] }
  expect(keys(world)).toEqual([])
})

test('a dialog is an attention item if it is unknown or returns after three answers; an answered one is not', () => {
  const world = aStory()
  begin(world, 'one')
  const shown = (seen: number, keysOf: readonly string[] | null, answeredAt: number | null = null) => {
    alterAgent(world, 'one', { dialog: { text: 'Trust?', keys: keysOf, asks: null, at: 1, seen, answeredAt } })
    return keys(world)
  }
  expect([shown(1, null), shown(3, ['y']), shown(4, ['y']), shown(1, null, 2)]).toEqual([['dialog:one'], [], ['dialog:one'], []])
})

test('a question for a login is an attention item that names where to answer', () => {
  const world = aStory()
  begin(world, 'one')
  alterAgent(world, 'one', { dialog: { text: 'Sign in?', keys: null, asks: 'login', at: 1, seen: 1, answeredAt: null } })
  expect(workerMatters(createPolicyContext(world.state, aProject(), world.now), workerOf(world, 'one'))).toEqual([
    {
      key: 'dialog:one',
      worker: 'one',
      text: "one's agent asks for a login: Sign in?",
      hint: 'czar attach one   # log in there; it gets its task then',
    },
  ])
})

test("a person's text that may not have arrived is an attention item with its text; other texts are not", () => {
  const world = aStory()
  begin(world, 'one')
  const lost = (kind: MessageState['kind'], facts: Readonly<Record<string, string>>) => {
    const message = { ...heldText(world), kind, facts, held: null, tries: 1, pastedTo: 1 }
    world.state = { ...world.state, messages: [message] }
    return workerMatters(createPolicyContext(world.state, aProject(), world.now), workerOf(world, 'one')).map(({ text, hint }) => [
      text,
      hint,
    ])
  }
  expect(lost('tell', { text: 'Take the blue one.' })).toEqual([
    ["it is not known whether one's agent got m9: Take the blue one.", 'czar attach one'],
  ])
  expect(lost('tell', {})).toEqual([["it is not known whether one's agent got m9: ", 'czar attach one']])
  expect(lost('nudge', {})).toEqual([])
  lost('tell', {})
  world.state = { ...world.state, effects: { x: { id: 'x', action: 'deliver', worker: one, at: 1, epoch: 1, reason: '' } } as never }
  expect(keys(world), 'it is being found out').toEqual([])
})

test('the agent of a stopped worker causes no attention item', () => {
  const world = aStory()
  begin(world, 'one')
  turn(world, 'one', 'waiting')
  expect(keys(world)).toEqual(['waiting:one'])
  alterWorker(world, 'one', { stopped: 'person' })
  expect(keys(world)).toEqual([])
  alterWorker(world, 'one', { stopped: null })
  alterAgent(world, 'one', { waitingFor: null, waitingText: null })
  expect(workerMatters(createPolicyContext(world.state, aProject(), world.now), workerOf(world, 'one'))[0]?.text).toBe(
    "one's agent waits for an answer in its dialog",
  )
})

test('the missing worktree of an attempt that lost is no item, because its commits are kept', () => {
  const world = aStory({ workers: attemptsOf('api', 2, 'first') })
  begin(world, 'api')
  complete(world, 'api-2')
  for (const id of ['api', 'api-2']) alterWorker(world, id, { missing: 'its folder is gone' })
  expect(keys(world, 'api')).toEqual([])
  expect(keys(world, 'api-2')).toEqual(['worktree:api-2'])
})

test('a worktree that was never made does not count as missing', () => {
  const world = aStory()
  alterWorker(world, 'one', { missing: 'gone', worktree: null })
  expect(keys(world)).toEqual([])
})

test('an action that failed for good is named with its count and reason, unless a failed task names it', () => {
  const world = aStory()
  begin(world, 'one')
  const failures = {
    'rescue_stray_work:one:abc': { count: 3, reason: 'no space', worker: one, at: 1 },
    'deliver:one:m1:1': { count: 3, reason: 'x', worker: one, at: 1 },
    'alert:bell:1': { count: 3, reason: 'x', worker: null, at: 1 },
    'end_agent:one:1': { count: 2, reason: 'not yet', worker: one, at: 1 },
  }
  const raised = (state: World['state']) => {
    const context = createPolicyContext(state, aProject(), world.now)
    tendAttention(context, [])
    return context.plan().decisions.map(({ reason }) => reason)
  }
  expect(raised({ ...world.state, failures: failures as never })).toEqual(['rescue_stray_work one abc failed 3 times: no space'])
  const failed = { ...world.state.tasks['one'], state: 'failed', failure: 'x' } as never
  const many = { ...failures, 'end_agent:one:1': { count: 3, reason: 'stuck', worker: one, at: 1 } }
  expect(raised({ ...world.state, tasks: { one: failed }, failures: many as never })).toEqual([
    'task one failed: x',
    'end_agent one 1 failed 3 times: stuck',
  ])
})

test('a tool that does not answer is reported from the sixth time on, and until three minutes after the last time', () => {
  const world = aStory()
  const raised = (unanswered: number, at: number) => {
    const failures = { 'verify:one.1': { count: 0, unanswered, reason: 'x', worker: one, at } } as never
    const context = createPolicyContext({ ...world.state, failures }, aProject(), world.now)
    tendAttention(context, [])
    return context
      .plan()
      .decisions.flatMap(decision => (decision.kind === 'record' && decision.event.kind === 'attention.raised' ? [decision.event] : []))
  }
  const text = 'tmux or git does not answer; czar tries again once a minute'
  expect(raised(6, world.now)).toMatchObject([{ key: 'unanswered', worker: null, text, hint: 'czar doctor' }])
  expect(raised(5, world.now)).toEqual([])
  expect(raised(6, world.now - 179_999)).toHaveLength(1)
  expect(raised(6, world.now - 180_000)).toEqual([])
})

test('a settled attention item is in the journal with the reason', () => {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'blocked', { text: 'Which port?' })
  report(world, 'one', 'progress')
  expect(told(world, 'attention.settled')).toMatchObject([{ key: 'question:one', reason: 'this is no longer the case' }])
})

import { expect, test } from 'vitest'
import { workerMatters } from '../../../src/core/policy/attention/worker-matters.ts'
import { createPolicyContext } from '../../../src/core/policy/engine/policy-context.ts'
import { occupationOf } from '../../../src/core/summary/occupation.ts'
import { aPolicy } from '../../support/builders/a-policy.ts'
import { aProject, aWorker } from '../../support/builders/a-project.ts'
import { meetLimit, useTokens } from '../../support/builders/limited.ts'
import { order } from '../../support/worlds/order.ts'
import {
  about,
  act,
  aStory,
  asked,
  attention,
  begin,
  exit,
  getReady,
  messages,
  pass,
  queue,
  report,
  say,
  told,
  turn,
  workerOf,
} from '../../support/worlds/story.ts'
import type { World } from '../../support/worlds/world.ts'

const LONG_MS = 3_600_000
const MINUTE_MS = 60_000
const SETTLE_MS = 2_000
const SIGN = { evidence: 'hook', strength: 'exact' } as const

function logOut(world: World, text = 'Not logged in · Please run /login'): void {
  turn(world, 'one', 'busy')
  say(world, { kind: 'agent.logged_out', ...about(world, 'one'), text, said: world.now, ...SIGN })
  turn(world, 'one', 'idle')
}

function logIn(world: World): void {
  say(world, { kind: 'agent.logged_in', ...about(world, 'one'), said: world.now, ...SIGN })
}

/** Worker one has its task, but its program is not logged in. */
function loggedOut(): World {
  const world = aStory()
  begin(world, 'one')
  logOut(world)
  return world
}

/** The matters about worker one that are open for a person. */
const matters = (world: World) =>
  workerMatters(createPolicyContext(world.state, aProject(), world.now), workerOf(world, 'one')).map(({ text, hint }) => [text, hint])

test('a missing login is reported to a person at once with the remedy; the worker is not asked anything, and no turn is counted', () => {
  const world = loggedOut()
  const matter = ["one's agent asks for a login: Not logged in · Please run /login", 'czar attach one   # /login there; it goes on then']
  expect(matters(world)).toEqual([matter])
  for (let hours = 0; hours < 5; hours++) pass(world, LONG_MS)
  expect(matters(world)).toEqual([matter])
  expect(told(world, 'attention.raised')).toHaveLength(1)
  expect([asked(world), queue(world, 'one'), told(world, 'ladder.climbed')]).toEqual([[], [], []])
  expect(workerOf(world, 'one')).toMatchObject({ health: { health: 'waiting', reason: 'asks for a login' }, turns: { ended: 0 } })
  expect(occupationOf(world.state, workerOf(world, 'one'))).toBe('answer')
})

test("for a refused key from the environment, the remedy is not to log in at the agent's window", () => {
  const world = aStory()
  begin(world, 'one')
  logOut(world, 'Invalid API key · Fix external API key')
  expect(matters(world)).toEqual([
    [
      "one's agent asks for a login: Invalid API key · Fix external API key",
      'czar stop   # put the key right, then: czar launch /project.yaml',
    ],
  ])
})

test('the login dialog itself causes no second attention item', () => {
  const world = loggedOut()
  turn(world, 'one', 'waiting')
  expect(matters(world)).toHaveLength(1)
  expect(told(world, 'attention.raised')).toHaveLength(1)
})

test('after a login the worker is told once to continue, if it does not by itself', () => {
  const world = loggedOut()
  pass(world, LONG_MS)
  logIn(world)
  pass(world, SETTLE_MS - 1)
  expect(queue(world, 'one')).toEqual([])
  pass(world, 1)
  expect(messages(world, 'one')).toMatchObject([{ kind: 'go_on', assignment: 'one.1', facts: { after: 'login' } }])
  expect(matters(world)).toEqual([])
  act(world, 'deliver', 'one')
  turn(world, 'one', 'busy')
  turn(world, 'one', 'idle')
  pass(world, SETTLE_MS)
  expect(told(world, 'message.queued').map(({ messageKind }) => messageKind)).toEqual(['brief', 'go_on'])
  expect(workerOf(world, 'one').turns.ended).toBe(1)
})

test("the worker is not nudged while the text to continue is on its way, however short the policy's times are", () => {
  const world = aStory({ policy: { ...aPolicy, ackWithinMs: 1, idleAfterMs: 1 } })
  begin(world, 'one')
  logOut(world)
  pass(world, LONG_MS)
  logIn(world)
  pass(world, 1_000)
  expect(queue(world, 'one')).toEqual([])
  pass(world, 1_000)
  expect(queue(world, 'one')).toEqual(['go_on'])
})

test('after the text to continue the worker has the whole time to answer, however late the text came after the login', () => {
  const world = aStory({ policy: { ...aPolicy, ackWithinMs: SETTLE_MS } })
  begin(world, 'one')
  logOut(world)
  pass(world, LONG_MS)
  logIn(world)
  pass(world, SETTLE_MS)
  pass(world, LONG_MS)
  act(world, 'deliver', 'one')
  turn(world, 'one', 'busy')
  pass(world, SETTLE_MS - 1)
  expect(told(world, 'ladder.climbed')).toEqual([])
  pass(world, 1)
  expect(told(world, 'ladder.climbed')).toMatchObject([{ rung: 'restate' }])
})

test.each<[string, (world: World) => void]>([
  ['goes on by itself', world => turn(world, 'one', 'busy')],
  ['claims', world => report(world, 'one', 'done')],
  ['still shows the dialog of the login', world => turn(world, 'one', 'waiting')],
  [
    'went on, and its turn ended',
    world => {
      turn(world, 'one', 'busy')
      turn(world, 'one', 'idle')
    },
  ],
])('after a login the worker gets no text to continue when it %s', (_title, change) => {
  const world = loggedOut()
  logIn(world)
  change(world)
  pass(world, SETTLE_MS)
  expect(queue(world, 'one')).toEqual([])
})

test('an agent that a person has replaced gets no more texts, however slowly it ends', () => {
  const world = loggedOut()
  pass(world, LONG_MS)
  order(world, { verb: 'restart', worker: 'one' })
  pass(world, SETTLE_MS)
  expect(asked(world)).toEqual(['end_agent:one'])
  expect(queue(world, 'one')).toEqual([])
})

test('a login that did not help is reported again', () => {
  const world = loggedOut()
  logIn(world)
  logOut(world)
  pass(world, SETTLE_MS)
  expect(matters(world)).toHaveLength(1)
  expect(queue(world, 'one')).toEqual([])
})

test('a turn that a person begins before a login changes nothing', () => {
  const world = loggedOut()
  turn(world, 'one', 'busy')
  expect(matters(world)).toHaveLength(1)
  turn(world, 'one', 'idle')
  expect(told(world, 'attention.raised')).toHaveLength(1)
  expect(workerOf(world, 'one').turns.ended).toBe(0)
})

test("a person's question is put to the worker without a login at once, and an answer is refused", () => {
  const world = loggedOut()
  expect(order(world, { verb: 'answer', worker: 'one', text: 'yes' })).toMatchObject({
    ok: false,
    message: expect.stringContaining('Not logged in'),
  })
  order(world, { verb: 'nudge', worker: 'one' })
  expect([asked(world), queue(world, 'one')]).toEqual([['deliver:one'], ['nudge']])
})

/**
 * A world in which workers one and two share an account, whose limit interrupted both. After the limit, worker one finds that its program
 * is not logged in.
 */
function loggedOutMeanwhile(): World {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  for (const id of ['one', 'two']) begin(world, id)
  for (const id of ['one', 'two']) meetLimit(world, id, { limit: 'rate', resetAt: world.now + MINUTE_MS })
  pass(world, MINUTE_MS + 10_000)
  act(world, 'deliver', 'one')
  pass(world, 1_000)
  logOut(world)
  return world
}

const probes = (world: World) => told(world, 'account.probed').map(({ worker }) => worker)

test('a turn that ended because of a missing login does not show that a limit is over, and no other worker is sent to probe', () => {
  const world = loggedOutMeanwhile()
  pass(world, MINUTE_MS)
  pass(world, MINUTE_MS)
  expect([told(world, 'account.released'), queue(world, 'two'), attention(world)]).toEqual([[], [], ['dialog:one']])
  expect(workerOf(world, 'one').health.reason).toBe('asks for a login')
  expect(workerOf(world, 'two').health.reason).toContain('one tries whether it is over')
})

test('a worker without a login does not probe a limit; after the login it continues at once, and the others follow', () => {
  const world = loggedOutMeanwhile()
  pass(world, 5 * MINUTE_MS)
  expect([probes(world), queue(world, 'two')]).toEqual([['one', 'two'], ['go_on']])
  pass(world, 5 * MINUTE_MS)
  expect(probes(world)).toEqual(['one', 'two', 'two'])
  logIn(world)
  pass(world, SETTLE_MS)
  expect(queue(world, 'one')).toEqual(['go_on'])
  act(world, 'deliver', 'one')
  turn(world, 'one', 'busy')
  pass(world, 1)
  useTokens(world, 'one')
  expect(told(world, 'account.released')).toMatchObject([{ worker: 'one', reason: 'one used tokens' }])
})

test('a limit may end by a login, possibly to another account', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  for (const id of ['one', 'two']) begin(world, id)
  meetLimit(world, 'one')
  logIn(world)
  turn(world, 'one', 'busy')
  pass(world, 1)
  useTokens(world, 'one')
  expect(told(world, 'account.released')).toHaveLength(1)
})

test('an ended agent lacks no login, and a fresh one may try', () => {
  const world = loggedOut()
  meetLimit(world, 'one')
  exit(world, 'one')
  pass(world, LONG_MS + 10_000)
  expect([probes(world), asked(world)]).toEqual([['one'], ['start_agent:one']])
})

test('of a worker on a limited account that lacks a login, the login is reported first, because the limit ends by itself', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  for (const id of ['one', 'two']) begin(world, id)
  logOut(world)
  meetLimit(world, 'two')
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'waiting', reason: 'asks for a login' })
  pass(world, LONG_MS + 10_000)
  expect(probes(world)).toEqual(['two'])
})

test('a fresh agent gets its task, and a missing login of the earlier agent does not count', () => {
  const world = loggedOut()
  const late = about(world, 'one')
  exit(world, 'one')
  pass(world, LONG_MS)
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  say(world, { kind: 'agent.logged_out', ...late, text: 'late', said: world.now, ...SIGN })
  expect([matters(world), queue(world, 'one')]).toEqual([[], ['brief']])
})

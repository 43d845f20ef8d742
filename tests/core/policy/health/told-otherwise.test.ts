import { expect, test } from 'vitest'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import {
  about,
  act,
  aStory,
  begin,
  complete,
  exit,
  getReady,
  messages,
  pass,
  report,
  say,
  told,
  turn,
} from '../../../support/worlds/story.ts'
import { ask, atWork, inTurn, meetLimit, one, start, type Told, toldOf, unseen } from './steps.ts'

const verdicts: readonly Told[] = [
  ['nothing was begun', () => {}, ['waiting seat: waits for a seat']],
  ['an agent starts', start, ['starting start: its agent starts', 'process: incarnation 1']],
  [
    'a dialog stands at the start',
    world => {
      start(world)
      say(world, { kind: 'agent.dialog', ...about(world, 'one'), text: 'Trust?', keys: ['Enter'] })
    },
    ['waiting dialog: a start-up dialog', 'screen: Trust?'],
  ],
  [
    'the dialog was answered',
    world => {
      start(world)
      say(world, { kind: 'agent.dialog', ...about(world, 'one'), text: 'Trust?', keys: ['Enter'] })
      act(world, 'answer_dialog', 'one')
    },
    ['starting start: its agent starts', 'process: incarnation 1'],
  ],
  [
    'it is ready',
    world => {
      start(world)
      getReady(world, 'one')
    },
    ['starting brief: its task is being delivered'],
  ],
  [
    'it waits for a permission',
    world => {
      inTurn(world)
      turn(world, 'one', 'waiting')
    },
    ['waiting permission: waits for a permission', 'agent: its agent waits for a permission'],
  ],
  [
    'it asks in its own window',
    world => {
      inTurn(world)
      ask(world, 'Which port?')
    },
    ['waiting question: waits for an answer', 'agent: its agent asks: Which port?'],
  ],
  [
    'its screen looks like a question',
    world => {
      unseen(world)
      ask(world, null, 'inferred')
    },
    ['waiting question: waits for an answer', 'screen: its agent waits for an answer'],
  ],
  [
    'it reports a question',
    world => {
      atWork(world)
      report(world, 'one', 'blocked', { text: 'Which port is free?' })
    },
    ['waiting question: waits for an answer', 'report: Which port is free?'],
  ],
  [
    'it refuses',
    world => {
      atWork(world)
      report(world, 'one', 'blocked', { text: 'I will not follow this: it looks like prompt injection.' })
    },
    ['waiting refusal: refuses its task', 'report: I will not follow this: it looks like prompt injection.'],
  ],
  [
    'a person types while a text waits',
    world => {
      start(world)
      getReady(world, 'one')
      const [message] = messages(world, 'one')
      if (message) say(world, { kind: 'message.held', ...about(world, 'one'), message: message.id, by: 'typing', chars: null })
    },
    ['waiting held: a person is typing in its pane', 'screen: brief m1 waits for them'],
  ],
  [
    'its agent ended',
    world => {
      atWork(world)
      exit(world, 'one')
    },
    ['crashed exit: it exited with status 1', 'process: it exited with status 1'],
  ],
  [
    'its agent ended with words on its screen',
    world => {
      atWork(world)
      say(world, { kind: 'agent.exited', ...about(world, 'one'), how: 'exited', status: 3, signal: null, lastScreen: 'Killed' })
    },
    ['crashed exit: it exited with status 3', 'process: it exited with status 3', 'screen: Killed'],
  ],
  [
    'its work is proven',
    world => complete(world, 'one'),
    ['done verified: its work is verified at work-one', 'record: the check of work-one passed'],
  ],
  [
    'its task failed',
    world => {
      begin(world, 'one')
      say(world, { kind: 'assignment.failed', worker: one, assignment: 'one.1' as never, reason: 'no luck' })
    },
    ['stuck failed: its task failed: no luck', 'record: the task failed'],
  ],
  [
    'a person stopped it',
    world => {
      atWork(world)
      say(world, { kind: 'person.stop', worker: one })
    },
    ['waiting stopped: stopped by a person', 'record: a person stopped it'],
  ],
  [
    'its session was closed',
    world => {
      atWork(world)
      exit(world, 'one', 'session-closed')
    },
    ['waiting closed: its session was closed from outside', 'process: tmux said that the session was closed'],
  ],
  [
    'the fleet was stopped',
    world => {
      atWork(world)
      say(world, { kind: 'person.stop', worker: null })
      act(world, 'end_agent', 'one')
    },
    ['waiting fleet: the fleet was stopped'],
  ],
  [
    'a person paused it',
    world => {
      inTurn(world)
      say(world, { kind: 'person.paused', worker: one })
    },
    ['working turn: paused by a person; a turn runs', 'agent: a turn runs'],
  ],
  [
    'a quota with a known end',
    world => {
      inTurn(world)
      meetLimit(world, 'quota', Date.UTC(2026, 0, 5, 3, 7))
    },
    [
      'limited limit: waits for a used-up quota of account scripted until 2026-01-05 03:07 UTC',
      "agent: one's agent: limit reached (hook, exact)",
    ],
  ],
  [
    'a rate limit that its screen shows',
    world => {
      inTurn(world)
      meetLimit(world, 'rate', null, 'inferred')
    },
    [
      'limited limit: waits for a rate limit of account scripted; next try at 1970-01-01 00:17 UTC',
      "screen: one's agent: limit reached (hook, inferred)",
    ],
  ],
  [
    'an overload whose end is past',
    world => {
      inTurn(world)
      meetLimit(world, 'overload', 5)
    },
    [
      'limited limit: waits for an overloaded provider of account scripted; next try at 1970-01-01 00:17 UTC',
      "agent: one's agent: limit reached (hook, exact)",
    ],
  ],
]

test.each(verdicts)('the verdict has its reason and evidence when %s', (_title, lead, expected) => {
  const world = aStory({ workers: [aWorker('one')] })
  lead(world)
  expect(toldOf(world)).toEqual(expected)
})

test('a worker that waits for others, depends on failed work, or has used up its budget is reported with that reason', () => {
  const workers = [aWorker('one'), aWorker('two', { dependsOn: [one] }), aWorker('three', { budget: { ...aPolicy.budget, usd: 2 } })]
  const world = aStory({ workers })
  expect(toldOf(world, 'two')).toEqual(['waiting dependency: waits for one'])
  begin(world, 'three')
  const counted = { input: 1, output: 0, cacheRead: 0, cacheWrite: 0 }
  say(world, { kind: 'agent.usage', ...about(world, 'three'), session: 's', tokens: counted, usd: 3, context: null, contextTokens: null })
  expect(toldOf(world, 'three')).toEqual(['over budget: its budget is used up: $3.00 of $2.00'])
  begin(world, 'one')
  say(world, { kind: 'assignment.failed', worker: one, assignment: 'one.1' as never, reason: 'no luck' })
  expect(toldOf(world, 'two')).toEqual(['waiting stranded: cannot start: one will not be verified'])
})

test("the report of a limited account names the worker that probes, and the limit's end", () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  inTurn(world)
  begin(world, 'two')
  turn(world, 'two', 'idle')
  meetLimit(world, 'quota', world.now + 60_000)
  pass(world, 200_000)
  const [probe] = told(world, 'account.probed')
  const other = probe?.worker === one ? 'two' : 'one'
  expect(toldOf(world, other)[0]).toBe(
    `limited limit: waits for a used-up quota of account scripted; ${probe?.worker} tries whether it is over`,
  )
})

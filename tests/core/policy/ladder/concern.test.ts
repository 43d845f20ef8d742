import { expect, test } from 'vitest'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { atRest } from '../../../support/worlds/at-rest.ts'
import {
  about,
  act,
  aStory,
  attention,
  begin,
  exit,
  getReady,
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
import { ACK_MS, getFresh, IDLE_MS, inferred, lookTwice, outside, owner, rungs, STUCK_MS, swing, takeIn } from './steps.ts'

function quiet(world: World): void {
  begin(world, 'one')
  report(world, 'one', 'ack')
  world.state = { ...world.state, workers: { ...world.state.workers, one: inferred(world) } }
  settle(world)
  pass(world, 3 * IDLE_MS)
  lookTwice(world)
}

const CIRCLE = 'its files go back and forth between the same two states: a and b'

/** For each case: the first step against the trouble as the journal names it, with its evidence, and the text for the worker. */
const concerns: readonly [title: string, lead: (world: World) => void, step: object, facts: object][] = [
  [
    'its turn ended',
    world => {
      begin(world, 'one')
      report(world, 'one', 'ack')
      turn(world, 'one', 'idle')
      pass(world, IDLE_MS)
    },
    { rung: 'ask', about: 'progress', matter: 'idle', evidence: ['its turn ended, and it claims nothing'] },
    { problem: 'Your turn ended, and you claim nothing.', seconds: '30', matter: 'idle', about: 'progress' },
  ],
  [
    'nobody sees its turns, and nothing new came',
    quiet,
    { rung: 'ask', about: 'progress', matter: 'quiet', evidence: ['nothing new was seen of it: no output, commit or report'] },
    { problem: 'Nothing new was seen of you: no output, commit or report.', seconds: '180', matter: 'quiet', about: 'progress' },
  ],
  [
    'nothing comes of its turn',
    world => {
      begin(world, 'one')
      report(world, 'one', 'ack')
      pass(world, STUCK_MS)
      lookTwice(world)
    },
    {
      rung: 'ask',
      about: 'progress',
      matter: 'silent-turn',
      evidence: ['a turn runs, but nothing new on screen, in git or in reports'],
    },
    {
      problem: 'Your turn runs, but nothing new comes of it: no output, commit or report.',
      seconds: '1290',
      matter: 'silent-turn',
      about: 'progress',
    },
  ],
  [
    'it goes round in a circle',
    world => {
      begin(world, 'one')
      report(world, 'one', 'ack')
      swing(world)
    },
    { rung: 'ask', about: 'progress', matter: 'edit-revert', evidence: [CIRCLE] },
    {
      problem: 'You make a change, take it back and make it again: your files went back and forth between the same two states.',
      seconds: '0',
      matter: 'edit-revert',
      about: 'progress',
    },
  ],
  [
    'it restates nothing',
    world => {
      begin(world, 'one')
      pass(world, ACK_MS)
    },
    { rung: 'restate', about: 'task', matter: 'no-acknowledgement', evidence: ['it did not restate its task'] },
    { problem: 'You have not acknowledged the task yet.', matter: 'no-acknowledgement', about: 'task' },
  ],
  [
    'it refuses before it has restated anything',
    world => {
      begin(world, 'one')
      report(world, 'one', 'blocked', { text: 'No.' })
    },
    { rung: 'restate', about: 'task', matter: 'refusal', evidence: ['it asks or refuses, and has not restated its task'] },
    { problem: 'You answered before you restated the task.', matter: 'refusal', about: 'task' },
  ],
  [
    'its conversation was compacted',
    world => {
      begin(world, 'one')
      report(world, 'one', 'ack')
      pass(world, 1)
      say(world, { kind: 'agent.compacted', ...about(world, 'one'), said: 0 })
    },
    { rung: 'restate', about: 'task', matter: 'no-acknowledgement', evidence: ['its conversation was compacted or started over'] },
    {
      problem: 'Your conversation was compacted or started over, so what you knew of the task may be gone.',
      matter: 'no-acknowledgement',
      about: 'task',
    },
  ],
  [
    'it plans to work elsewhere',
    world => {
      begin(world, 'one')
      report(world, 'one', 'ack', outside)
    },
    {
      rung: 'restate',
      about: 'task',
      matter: 'plan-outside',
      evidence: ['plans to change src/two/file.ts, which is outside its territory'],
    },
    {
      problem: 'You plan to change src/two/file.ts, which is outside your territory (src/one/**).',
      matter: 'plan-outside',
      about: 'task',
    },
  ],
]

test.each(concerns)(
  'the first step when %s: the journal has the observation, and the worker is told the same',
  (_title, lead, step, facts) => {
    const world = aStory(owner)
    lead(world)
    expect(told(world, 'ladder.climbed')).toMatchObject([{ worker: 'one', assignment: 'one.1', incarnation: 1, ...step }])
    expect(messages(world, 'one').map(message => message.facts)).toEqual([facts])
  },
)

test("an agent that hangs in its first turn without a restatement is replaced, although a question still waits for the turn's end", () => {
  const world = aStory()
  begin(world, 'one')
  pass(world, ACK_MS)
  expect(rungs(world)).toEqual(['restate'])
  pass(world, STUCK_MS - ACK_MS)
  lookTwice(world)
  expect(rungs(world)).toEqual(['restate', 'ask'])
  pass(world, STUCK_MS - 1)
  expect(rungs(world)).toEqual(['restate', 'ask'])
  pass(world, 1)
  expect(told(world, 'ladder.climbed').at(-1)).toMatchObject({ rung: 'fresh', about: 'progress', matter: 'silent-turn' })
  getFresh(world)
})

test('a loop from before a pause does not count after it', () => {
  const world = atRest()
  swing(world)
  takeIn(world)
  say(world, { kind: 'person.paused', worker: workerOf(world, 'one').id })
  pass(world, 10 * STUCK_MS)
  say(world, { kind: 'person.resumed', worker: workerOf(world, 'one').id })
  turn(world, 'one', 'busy')
  pass(world, STUCK_MS - 1)
  expect(rungs(world)).toEqual(['ask'])
  pass(world, 1)
  expect(rungs(world)).not.toEqual(['ask'])
})

test('a worker that was told about its mistake has as long as for its first restatement before the next step', () => {
  const world = aStory({ ...owner, policy: { ...aPolicy, idleAfterMs: 10 * ACK_MS } })
  begin(world, 'one')
  report(world, 'one', 'ack', outside)
  takeIn(world)
  turn(world, 'one', 'idle')
  pass(world, ACK_MS - 1)
  expect(rungs(world)).toEqual(['restate'])
  pass(world, 1)
  expect(rungs(world)).toEqual(['restate', 'restate'])
})

test('a worker that was asked how its task stands, and then makes a mistake, is told so at once', () => {
  const world = atRest()
  pass(world, IDLE_MS)
  act(world, 'deliver', 'one')
  turn(world, 'one', 'idle')
  expect(rungs(world)).toEqual(['ask'])
  const event = observed(workerOf(world, 'one'), 'start')
  if (event.kind === 'git.observed') say(world, { ...event, activity: { ...event.activity, branch: 'main' } })
  expect(told(world, 'ladder.climbed').at(-1)).toMatchObject({ rung: 'restate', matter: 'wrong-branch' })
})

test('a worker that repairs rejected work is asked like any other, but not during the check of its claim', () => {
  const world = atRest()
  report(world, 'one', 'done')
  pass(world, 10 * STUCK_MS)
  expect(rungs(world)).toEqual([])
  verdict(world, 'one', 'rejected', ['tests fail'])
  act(world, 'deliver', 'one')
  turn(world, 'one', 'idle')
  pass(world, IDLE_MS - 1)
  expect(rungs(world)).toEqual([])
  pass(world, 1)
  expect(rungs(world)).toEqual(['ask'])
})

test('a worker without an agent, or one that was stopped, is not asked', () => {
  const ended = atRest()
  exit(ended, 'one')
  const stopped = atRest()
  say(stopped, { kind: 'person.stop', worker: workerOf(stopped, 'one').id })
  for (const world of [ended, stopped]) {
    pass(world, IDLE_MS)
    expect(rungs(world)).toEqual([])
    expect(attention(world)).toEqual([])
  }
})

test('a fresh agent is not asked before it has got its task', () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  turn(world, 'one', 'idle')
  pass(world, 10 * ACK_MS)
  expect(rungs(world)).toEqual([])
})

test('a worker that waits for an answer is not asked, whatever it does meanwhile', () => {
  const world = aStory(owner)
  begin(world, 'one')
  pass(world, 1_000)
  turn(world, 'one', 'waiting')
  report(world, 'one', 'ack', outside)
  expect(rungs(world)).toEqual([])
  turn(world, 'one', 'busy')
  expect(rungs(world)).toEqual(['restate'])
})

import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { aWorker } from '../../../support/a-project.ts'
import {
  about,
  act,
  agentOf,
  aStory,
  asked,
  assignmentOf,
  attention,
  begin,
  complete,
  getReady,
  messages,
  pass,
  queue,
  report,
  say,
  told,
  turn,
  verdict,
  workerOf,
} from '../../../support/story.ts'
import { observed, type World } from '../../../support/world.ts'

const ACK_MS = 180_000
const IDLE_MS = 30_000
const STUCK_MS = 1_200_000
const SECOND_LOOK_MS = 90_000
const owner = { workers: [aWorker('one', { owns: ['src/one/**'] })] }
const outside = { plan: ['src/two/file.ts'] }

function problem(world: World): string | undefined {
  return messages(world, 'one')[0]?.facts['problem']
}

/** The agent takes what waits for it and goes on working. */
function takeIn(world: World): void {
  turn(world, 'one', 'idle')
  act(world, 'deliver', 'one')
}

/** The czar has the agent replaced by a fresh one, which is then told the task. */
function getFresh(world: World): void {
  expect(rungs(world).at(-1)).toBe('fresh')
  const { incarnation } = agentOf(world, 'one')
  act(world, 'end_agent', 'one')
  const start = world.deeds.find(({ action }) => action.do === 'start_agent')
  expect(start?.action).toMatchObject({ worker: 'one', incarnation: incarnation + 1, resume: null })
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  act(world, 'deliver', 'one')
}

function rungs(world: World): readonly string[] {
  return told(world, 'ladder.climbed').map(({ rung }) => rung)
}

function askTwiceToRestate(world: World): void {
  for (let time = 1; time <= 2; time++) {
    pass(world, ACK_MS - 1)
    expect(queue(world, 'one')).toEqual([])
    pass(world, 1)
    expect(queue(world, 'one')).toEqual(['restate'])
    takeIn(world)
  }
  pass(world, ACK_MS - 1)
  expect(queue(world, 'one')).toEqual([])
}

test('a worker that does not restate its task in time is asked to, then replaced, and in the end a person is asked', () => {
  const world = aStory()
  begin(world, 'one')
  askTwiceToRestate(world)
  pass(world, 1)
  getFresh(world)
  askTwiceToRestate(world)
  expect(attention(world)).toEqual([])
  pass(world, 1)
  expect(attention(world)).toEqual(['silent:one'])
  expect(rungs(world)).toEqual(['restate', 'restate', 'fresh', 'restate', 'restate', 'attention'])
  pass(world, 100 * ACK_MS)
  expect(rungs(world)).toHaveLength(6)
  expect(told(world, 'attention.raised')).toHaveLength(1)
  report(world, 'one', 'ack')
  expect(attention(world), 'settled by news').toEqual([])
})

test.each([
  ['plans outside its territory', outside, 'src/two/file.ts'],
  ['says next to nothing', { text: 'ok' }, 'own words'],
])('a worker that %s is asked again at once', (_how, over, words) => {
  const world = aStory(owner)
  begin(world, 'one')
  pass(world, 1_000)
  report(world, 'one', 'ack', over)
  expect(problem(world)).toContain(words)
})

test('a plan within the territory is good, also with a leading ./', () => {
  const world = aStory(owner)
  begin(world, 'one')
  pass(world, 1_000)
  report(world, 'one', 'ack', { plan: ['./src/one/.hidden', 'src/one/deep/file.ts'] })
  expect(queue(world, 'one')).toEqual([])
})

test('a restatement that comes before the proof of delivery is judged too', () => {
  const world = aStory(owner)
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  say(world, { kind: 'agent.ready', ...about(world, 'one'), evidence: 'hook', strength: 'exact' })
  pass(world, 500)
  report(world, 'one', 'ack', outside)
  pass(world, 500)
  act(world, 'deliver', 'one')
  expect(problem(world)).toContain('src/two/file.ts')
})

test('a worker that keeps planning something else is replaced, and then a person’s matter, until it restates well', () => {
  const world = aStory(owner)
  begin(world, 'one')
  for (const agent of ['first', 'second']) {
    for (let time = 1; time <= 3; time++) {
      pass(world, 1_000)
      report(world, 'one', 'ack', outside)
      turn(world, 'one', 'idle')
      if (time <= 2) act(world, 'deliver', 'one')
    }
    if (agent === 'first') getFresh(world)
  }
  expect(queue(world, 'one')).toEqual([])
  expect(attention(world)).toEqual(['confused:one'])
  pass(world, 1_000)
  report(world, 'one', 'ack', { plan: ['src/one/file.ts'] })
  expect(attention(world)).toEqual([])
})

test('a worker that goes wrong in a long turn is not waited for: the text waits, and a fresh agent takes its place', () => {
  const world = aStory(owner)
  begin(world, 'one')
  report(world, 'one', 'ack', outside)
  expect(queue(world, 'one')).toEqual(['restate'])
  expect(asked(world), 'nothing is pasted into a turn').toEqual([])
  pass(world, ACK_MS - 1)
  expect(rungs(world)).toEqual(['restate'])
  pass(world, 1)
  getFresh(world)
  report(world, 'one', 'ack', outside)
  say(world, { kind: 'agent.novelty', ...about(world, 'one') })
  expect(rungs(world)).toEqual(['restate', 'fresh', 'restate'])
  pass(world, STUCK_MS - 1)
  say(world, { kind: 'agent.novelty', ...about(world, 'one') })
  pass(world, STUCK_MS - 1)
  expect(attention(world), 'while its turn lives it is left to end').toEqual([])
  pass(world, 1)
  expect(attention(world)).toEqual(['confused:one'])
})

test('what there is no other way to see ends a turn sooner; words that may mean anything never do', () => {
  const grave = aStory(owner)
  begin(grave, 'one')
  report(grave, 'one', 'ack', { assignment: 'a99' as never })
  pass(grave, ACK_MS / 3)
  expect(rungs(grave)).toEqual(['restate', 'fresh'])
  const thin = aStory(owner)
  begin(thin, 'one')
  report(thin, 'one', 'ack', { text: 'ok' })
  pass(thin, ACK_MS * 5)
  expect(rungs(thin)).toEqual(['restate'])
})

test('a question that waits for the end of a turn is taken back when it is answered meanwhile', () => {
  const world = aStory(owner)
  begin(world, 'one')
  pass(world, ACK_MS)
  expect(queue(world, 'one')).toEqual(['restate'])
  report(world, 'one', 'ack', { plan: ['src/one/file.ts'] })
  expect(queue(world, 'one')).toEqual([])
  expect(told(world, 'message.dropped')).toMatchObject([{ reason: 'what it asks about is no longer so' }])
  report(world, 'one', 'ack', outside)
  expect(queue(world, 'one')).toEqual(['restate'])
  report(world, 'one', 'done')
  expect(queue(world, 'one'), 'it claims').toEqual([])
})

test('a fresh agent has time to clear up what it found before that is held against it', () => {
  const world = aStory(owner)
  begin(world, 'one')
  const strayed = () => {
    const event = observed(workerOf(world, 'one'), 'work')
    if (event.kind !== 'git.observed') throw new Error('no worktree')
    const own = { from: assignmentOf(world, 'one').fromSha, subjects: [], files: ['src/two/file.ts'] }
    say(world, { ...event, activity: { ...event.activity, own } })
  }
  report(world, 'one', 'ack', { plan: ['src/one/file.ts'] })
  strayed()
  expect(rungs(world)).toEqual(['restate'])
  pass(world, ACK_MS)
  getFresh(world)
  report(world, 'one', 'ack', { plan: ['src/one/file.ts'] })
  pass(world, 2 * ACK_MS - 1)
  expect(rungs(world)).toEqual(['restate', 'fresh'])
  pass(world, 1)
  expect(rungs(world)).toEqual(['restate', 'fresh', 'restate'])
})

function acknowledged(): World {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  return world
}

/** Asked, told again, and silent all the same: each time it is given longer. */
function askInVain(world: World): void {
  for (const [kind, patience] of [
    ['nudge', 1],
    ['restate', 2],
  ] as const) {
    pass(world, patience * IDLE_MS - 1)
    expect(queue(world, 'one')).toEqual([])
    pass(world, 1)
    expect(queue(world, 'one')).toEqual([kind])
    act(world, 'deliver', 'one')
    turn(world, 'one', 'idle')
  }
  pass(world, 3 * IDLE_MS - 1)
}

test('a worker whose turn ended with nothing claimed is asked, told its task again, replaced, and then a person’s matter', () => {
  const world = acknowledged()
  askInVain(world)
  expect(asked(world)).toEqual([])
  pass(world, 1)
  getFresh(world)
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  askInVain(world)
  expect(attention(world)).toEqual([])
  pass(world, 1)
  expect(rungs(world)).toEqual(['ask', 'restate', 'fresh', 'ask', 'restate', 'attention'])
  expect(attention(world)).toEqual(['silent:one'])
  expect(world.state.attention['silent:one']?.text).toContain('asked 4 times, replaced by a fresh agent once')
  turn(world, 'one', 'busy')
  expect(attention(world), 'settled by news').toEqual([])
  turn(world, 'one', 'idle')
  pass(world, 10 * IDLE_MS)
  expect(attention(world), 'raised again').toEqual(['silent:one'])
  expect(rungs(world), 'and nothing else is tried').toHaveLength(6)
})

test('output does not excuse an agent that said its turn ended; of one that never says so, anything new counts', () => {
  const exact = acknowledged()
  const quiet = aStory()
  begin(quiet, 'one')
  report(quiet, 'one', 'ack')
  const { incarnation } = agentOf(quiet, 'one')
  // An agent without exact signals: what its screen shows is all there is.
  quiet.state = { ...quiet.state, workers: { ...quiet.state.workers, one: inferred(quiet) } }
  for (const world of [exact, quiet]) {
    pass(world, IDLE_MS - 1)
    say(world, { kind: 'agent.novelty', worker: 'one' as WorkerId, incarnation })
    pass(world, 1)
  }
  expect(queue(exact, 'one')).toEqual(['nudge'])
  expect(queue(quiet, 'one')).toEqual([])
  pass(quiet, 3 * IDLE_MS - 1)
  act(quiet, 'look_at_children', 'one')
  pass(quiet, SECOND_LOOK_MS)
  act(quiet, 'look_at_children', 'one')
  expect(queue(quiet, 'one')).toEqual(['nudge'])
})

function inferred(world: World) {
  return { ...workerOf(world, 'one'), agent: { ...agentOf(world, 'one'), turn: 'idle' as const, turnStrength: 'inferred' as const } }
}

test.each([
  ['a commit', (world: World) => say(world, observed(workerOf(world, 'one'), 'next'))],
  ['a report', (world: World) => report(world, 'one', 'progress')],
])('%s is news: what follows is a new silence', (_what, happens) => {
  const world = acknowledged()
  pass(world, IDLE_MS)
  act(world, 'deliver', 'one')
  expect(assignmentOf(world, 'one').ladder.current).toHaveLength(1)
  happens(world)
  expect(assignmentOf(world, 'one').ladder.current).toEqual([])
})

test('who answers every question and does nothing is not asked for ever', () => {
  const world = acknowledged()
  for (let time = 1; time <= 8; time++) {
    pass(world, IDLE_MS)
    expect(queue(world, 'one')).toEqual(['nudge'])
    act(world, 'deliver', 'one')
    report(world, 'one', 'progress')
    turn(world, 'one', 'idle')
  }
  pass(world, IDLE_MS)
  getFresh(world)
})

test('nobody is asked while a question of theirs is open, while they work, or while they wait', () => {
  const world = acknowledged()
  report(world, 'one', 'blocked', { text: 'which port?' })
  expect(attention(world)).toEqual(['question:one'])
  pass(world, 10 * IDLE_MS)
  expect(asked(world)).toEqual([])
  report(world, 'one', 'progress')
  expect(attention(world)).toEqual([])
  turn(world, 'one', 'busy')
  pass(world, 10 * IDLE_MS)
  expect(queue(world, 'one')).toEqual([])
  turn(world, 'one', 'waiting')
  pass(world, 10 * IDLE_MS)
  expect(queue(world, 'one')).toEqual([])
  expect(attention(world)).toEqual(['waiting:one'])
})

function lookTwice(world: World): void {
  act(world, 'look_at_children', 'one')
  pass(world, SECOND_LOOK_MS)
  act(world, 'look_at_children', 'one')
}

test('an agent in a turn in which nothing new comes is asked, and replaced when it does not hear', () => {
  const world = acknowledged()
  turn(world, 'one', 'busy')
  pass(world, STUCK_MS)
  lookTwice(world)
  expect(queue(world, 'one'), 'it waits for the end of the turn').toEqual(['nudge'])
  expect(asked(world)).toEqual([])
  say(world, { kind: 'agent.novelty', ...about(world, 'one') })
  pass(world, STUCK_MS - 1)
  expect(rungs(world), 'something new came').toEqual(['ask'])
  pass(world, 1)
  lookTwice(world)
  expect(rungs(world)).toEqual(['ask', 'fresh'])
  getFresh(world)
  pass(world, ACK_MS)
  takeIn(world)
  expect(attention(world)).toEqual([])
})

test('faults.md 31: a worker that goes round in a circle is asked, told again, replaced, relieved of its task, each in its turn', () => {
  const world = aStory({ workers: [aWorker('two'), aWorker('one')] })
  complete(world, 'two')
  begin(world, 'one')
  report(world, 'one', 'ack')
  say(world, observed(workerOf(world, 'one'), 'half'))
  turn(world, 'one', 'idle')
  askInVain(world)
  pass(world, 1)
  getFresh(world)
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  askInVain(world)
  pass(world, 1)
  expect(rungs(world)).toEqual(['ask', 'restate', 'fresh', 'ask', 'restate', 'reassign'])
  expect(told(world, 'assignment.returned')).toMatchObject([{ how: 'stalled', left: { branch: 'feat/one', commit: 'half' } }])
  expect(attention(world)).toEqual([])
  act(world, 'end_agent', 'one')
  if (asked(world).includes('end_agent:two')) act(world, 'end_agent', 'two')
  act(world, 'start_agent', 'two')
  getReady(world, 'two')
  expect(assignmentOf(world, 'two')).toMatchObject({ id: 'one.2', task: 'one', worker: 'two' })
  act(world, 'deliver', 'two')
  report(world, 'two', 'done')
  verdict(world, 'two', 'verified')
  expect(world.state.tasks['one']).toMatchObject({ state: 'verified', worker: 'two' })
})

test('faults.md 35: a worker that refuses or asks before it begins is told once in other words; the rest is a person’s', () => {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'blocked', { text: 'this looks like an injection, I will not do it' })
  turn(world, 'one', 'idle')
  expect(world.state.attention['question:one']?.text).toContain('looks like an injection')
  expect(queue(world, 'one')).toEqual(['restate'])
  takeIn(world)
  turn(world, 'one', 'idle')
  pass(world, 24 * 3_600_000)
  report(world, 'one', 'blocked', { text: 'no' })
  pass(world, 24 * 3_600_000)
  expect(rungs(world), 'nobody is pressed').toEqual(['restate'])
  expect(asked(world)).toEqual([])
  expect(attention(world)).toEqual(['question:one'])
})

test('faults.md 36: an agent whose conversation was cleared is pointed to its task again and has to restate it', () => {
  const world = acknowledged()
  const session = (name: string) => say(world, { kind: 'agent.session', ...about(world, 'one'), agentSession: name })
  session('first')
  expect(queue(world, 'one')).toEqual([])
  pass(world, 1_000)
  session('second')
  expect(workerOf(world, 'one').agentSession).toBe('second')
  expect(queue(world, 'one')).toEqual(['restate'])
  expect(problem(world)).toContain('compacted or begun anew')
  act(world, 'deliver', 'one')
  pass(world, 1_000)
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  expect(queue(world, 'one')).toEqual([])
  expect(assignmentOf(world, 'one').state).toBe('acknowledged')
})

test('an agent whose conversation was compacted has to restate its task, and how full it is now is not known', () => {
  const world = acknowledged()
  const tokens = { input: 1000, output: 10, cacheRead: 0, cacheWrite: 0 }
  say(world, { kind: 'agent.usage', ...about(world, 'one'), session: 's', tokens, usd: 1, contextTokens: 1010, context: 0.5 })
  say(world, { kind: 'agent.compacted', worker: workerOf(world, 'one').id, incarnation: 7, said: 0 })
  expect(queue(world, 'one')).toEqual([])
  pass(world, 1_000)
  say(world, { kind: 'agent.compacted', ...about(world, 'one'), said: 0 })
  expect(queue(world, 'one')).toEqual(['restate'])
  expect(problem(world)).toContain('compacted')
  expect(workerOf(world, 'one').usage).toMatchObject({ tokens: 1010, usd: 1, contextTokens: null, context: null })
})

test('no step is taken while a dialog stands or a person is at the pane, and one that is on its way is not followed by another', () => {
  const dialog = acknowledged()
  say(dialog, { kind: 'agent.dialog', ...about(dialog, 'one'), text: 'Trust?', keys: null })
  const held = acknowledged()
  pass(held, IDLE_MS)
  const [message] = messages(held, 'one')
  say(held, { kind: 'message.held', ...about(held, 'one'), message: message?.id as never, by: 'typing', chars: null })
  const queued = acknowledged()
  pass(queued, IDLE_MS)
  for (const world of [dialog, held, queued]) pass(world, 24 * 3_600_000)
  expect([dialog, held, queued].map(rungs)).toEqual([[], ['ask'], ['ask']])
})

import { expect, test } from 'vitest'
import {
  about,
  act,
  aStory,
  asked,
  assignmentOf,
  attention,
  begin,
  pass,
  queue,
  report,
  say,
  told,
  turn,
  workerOf,
} from '../../../support/worlds/story.ts'
import { observed, sha } from '../../../support/worlds/world.ts'
import { ACK_MS, askTwiceToRestate, getFresh, outside, owner, problem, rungs, STUCK_MS } from './steps.ts'

test('a worker that does not restate its task in time is asked to, then gets a fresh agent, and in the end a person is told', () => {
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

test('a plan inside the territory is accepted, also with a leading ./', () => {
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

test('a worker that keeps planning something else gets a fresh agent, and then is an attention item until it restates its task', () => {
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

test('a worker that makes a mistake in a long turn is not waited for: the text waits, and a fresh agent replaces it', () => {
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

test('a mistake that only git shows ends a long turn early, and ambiguous words never do', () => {
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

test("a question that waits for the turn's end is withdrawn if its answer comes meanwhile", () => {
  const world = aStory(owner)
  begin(world, 'one')
  pass(world, ACK_MS)
  expect(queue(world, 'one')).toEqual(['restate'])
  report(world, 'one', 'ack', { plan: ['src/one/file.ts'] })
  expect(queue(world, 'one')).toEqual([])
  expect(told(world, 'message.dropped')).toMatchObject([{ reason: 'its question no longer applies' }])
  report(world, 'one', 'ack', outside)
  expect(queue(world, 'one')).toEqual(['restate'])
  report(world, 'one', 'done')
  expect(queue(world, 'one'), 'it claims').toEqual([])
})

test('a fresh agent has time to clean up the work it found before this work counts against it', () => {
  const world = aStory(owner)
  begin(world, 'one')
  const strayed = () => {
    const event = observed(workerOf(world, 'one'), 'work')
    if (event.kind !== 'git.observed') throw new Error('no worktree')
    const own = { from: assignmentOf(world, 'one').fromSha ?? sha('start'), subjects: [], files: ['src/two/file.ts'] }
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

import { expect, test } from 'vitest'
import type { ForeseenFile, ForeseenPair } from '../../../../src/core/events/forecast-event.ts'
import type { TaskId } from '../../../../src/core/model/ids.ts'
import type { Policy } from '../../../../src/core/model/policy/policy.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { act, aStory, assignmentOf, begin, messages, queue, report, say, turn, verdict } from '../../../support/worlds/story.ts'
import { sha, type World } from '../../../support/worlds/world.ts'

const file = (path: string, over: Partial<ForeseenFile> = {}): ForeseenFile => ({
  path,
  kind: 'text',
  hunks: [{ line: 7, symbol: 'function run() {', ours: ['a'], theirs: ['b'] }],
  ...over,
})

/** A world in which worker one began before worker two, and both wait for their next text. */
function aScene(over: Partial<Policy> = {}): World {
  const workers = ['one', 'two'].map(id => aWorker(id, { accept: ['true'] }))
  const world = aStory({ workers, policy: { ...aPolicy, idleAfterMs: 3_600_000, ...over } })
  for (const id of ['one', 'two']) {
    world.now += 1_000
    begin(world, id)
    report(world, id, 'ack', { text: 'I shall do all that the task says, and true must succeed in the end' })
    turn(world, id, 'idle')
  }
  return world
}

function foresee(world: World, one: string, other: string | null, ...files: readonly ForeseenFile[]): void {
  const pair = { one: one as TaskId, other: other as TaskId | null, kind: 'conflict', files } satisfies ForeseenPair
  say(world, { kind: 'forecast.changed', pairs: [pair], clear: [] })
}

const problem = (world: World, id: string) => messages(world, id)[0]?.facts['problem'] ?? ''

test('the later worker is told about a conflict once, as facts; the earlier worker is not told', () => {
  const world = aScene()
  foresee(world, 'one', 'two', file('src/a b.ts'))
  expect(queue(world, 'one')).toEqual([])
  expect(queue(world, 'two')).toEqual(['notice'])
  expect(problem(world, 'two')).toContain('conflicts with the work of one in src/a b.ts (`function run() {`).')
  expect(problem(world, 'two')).toContain("git diff --no-ext-diff main...feat/one -- 'src/a b.ts'")
  act(world, 'deliver', 'two')
  turn(world, 'two', 'idle')
  foresee(world, 'one', 'two', file('src/a b.ts', { hunks: [] }))
  expect(queue(world, 'two')).toEqual([])
})

test('a further conflicting file is reported, and after three times no more', () => {
  const world = aScene()
  for (const [at, path] of ['a', 'b', 'c', 'd', 'e'].entries()) {
    foresee(world, 'one', 'two', file('a'), file(path))
    expect(queue(world, 'two')).toEqual(at < 3 ? ['notice'] : [])
    if (at < 3) act(world, 'deliver', 'two')
    turn(world, 'two', 'idle')
  }
})

test('no conflict is reported for work that came back from the train, because its rework asks for a merge with both sides', () => {
  const world = aScene()
  const train = { base: sha('base'), tested: sha('base'), members: [], candidate: null, aside: {}, isBaseGreen: null, stopped: null }
  world.state = { ...world.state, train: { ...train, returns: { two: 1 }, branch: null, mayBeginAnew: false } }
  foresee(world, 'one', 'two', file('src/a.ts'))
  expect(queue(world, 'two')).toEqual([])
  world.state = { ...world.state, train: { ...train, returns: { one: 1 }, branch: null, mayBeginAnew: false } }
  foresee(world, 'one', 'two', file('src/b.ts'))
  expect(queue(world, 'two')).toEqual(['notice'])
})

test('no conflict is reported during a turn, to a worker that is being checked, or with "forecast: off"', () => {
  const busy = aScene()
  turn(busy, 'two', 'busy')
  foresee(busy, 'one', 'two', file('a'))
  expect(queue(busy, 'two'), 'it waits for the end of the turn').toEqual(['notice'])
  expect(busy.deeds.map(({ action }) => action.do)).not.toContain('deliver')
  const claimed = aScene()
  report(claimed, 'two', 'done')
  foresee(claimed, 'one', 'two', file('a'))
  expect(queue(claimed, 'two')).toEqual([])
  const off = aScene({ forecast: 'off' })
  foresee(off, 'one', 'two', file('a'))
  expect(queue(off, 'two')).toEqual([])
})

test('the earlier worker is told about the conflict if the later one is proven already', () => {
  const world = aScene()
  report(world, 'two', 'done')
  verdict(world, 'two', 'verified')
  foresee(world, 'one', 'two', file('a'))
  expect(queue(world, 'one')).toEqual(['notice'])
})

test('the text about a conflict with base names base', () => {
  const world = aScene()
  foresee(world, 'one', null, file('a', { kind: 'deleted', hunks: [] }))
  expect(problem(world, 'one')).toContain('conflicts with main, which moved on since you began in a (one side deletes it).')
})

test("the text about a conflict with a base that has tested work names the train's branch", () => {
  const world = aScene()
  say(world, { kind: 'train.begun', base: sha('base') })
  say(world, { kind: 'train.chained', onto: sha('base'), members: [{ task: 'x' as TaskId, commit: sha('x'), merge: sha('m') }] })
  say(world, { kind: 'train.advanced', tip: sha('m'), branch: 'omnibus/sample' })
  foresee(world, 'one', null, file('a'))
  expect(problem(world, 'one')).toContain('conflicts with omnibus/sample, which moved on')
})

test('a conflict that git cannot determine is reported to nobody', () => {
  const world = aScene()
  say(world, { kind: 'forecast.changed', pairs: [{ one: 'one' as TaskId, other: 'two' as TaskId, kind: 'unknown', files: [] }], clear: [] })
  expect([...queue(world, 'one'), ...queue(world, 'two')]).toEqual([])
})

test('long names do not cut the command in the text', () => {
  const world = aScene()
  foresee(world, 'one', 'two', ...Array.from({ length: 9 }, (_, at) => file(`${'long '.repeat(30)}${at}`)))
  expect(problem(world, 'two')).toContain('and 6 more files.')
  expect(problem(world, 'two')).toContain('`git diff --no-ext-diff main...feat/one` (without')
  expect(problem(world, 'two').length).toBeLessThan(1_000)
})

test('a worker that was told about a duplicate is not told about conflicts in the same files, but in other files', () => {
  for (const later of ['one', 'two'] as const) {
    const world = aScene({ duplicates: 'tell' })
    const earlier = later === 'one' ? 'two' : 'one'
    const { id: assignment, task, worker } = assignmentOf(world, later)
    const facts = [{ kind: 'near', name: null, file: 'a', otherFile: 'a', share: 1 }] as const
    const other = { task: earlier as TaskId, worker: earlier as never, commit: sha('work') }
    say(world, { kind: 'duplicate.found', worker, task, assignment, commit: sha('x'), earlier: other, facts })
    act(world, 'deliver', 'two')
    turn(world, 'two', 'idle')
    foresee(world, 'one', 'two', file('a'))
    expect(queue(world, 'two')).toEqual([])
    foresee(world, 'one', 'two', file('a'), file('b'))
    expect(problem(world, 'two')).toContain('conflicts with the work of one in a (`function run() {`); b')
  }
})

test('a worker that is held as a duplicate is told about no conflict', () => {
  const world = aScene({ duplicates: 'settle' })
  const { id: assignment, task, worker } = assignmentOf(world, 'two')
  const facts = [{ kind: 'near', name: null, file: 'a', otherFile: 'a', share: 1 }] as const
  const earlier = { task: 'one' as TaskId, worker: 'one' as never, commit: sha('work') }
  say(world, { kind: 'duplicate.found', worker, task, assignment, commit: sha('x'), earlier, facts })
  foresee(world, 'one', 'two', file('b'))
  expect(queue(world, 'two')).toEqual([])
})

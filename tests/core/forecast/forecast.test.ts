import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ForeseenFile } from '../../../src/core/events/forecast-event.ts'
import { conflictAdvice, toldConflicts } from '../../../src/core/forecast/conflict-advice.ts'
import {
  type ForecastAnswer,
  type ForecastQuestion,
  forecastQuestions,
  memberQuestions,
  withMembers,
} from '../../../src/core/forecast/forecast-heads.ts'
import { forecastNews } from '../../../src/core/forecast/forecast-news.ts'
import type { TaskId } from '../../../src/core/model/ids.ts'
import type { Foreseen } from '../../../src/core/ports/forecast-port.ts'
import { fold } from '../../../src/core/state/fold.ts'
import type { State } from '../../../src/core/state/types/state.ts'
import { aWorker } from '../../support/builders/a-project.ts'
import { aStory, begin, complete, say, workerOf } from '../../support/worlds/story.ts'
import { observed, sha, type World } from '../../support/worlds/world.ts'

const task = (id: string) => id as TaskId

/** Workers one and two are at work, and three's task is proven. No worker has changed a file yet. */
function aScene(): World {
  const world = aStory({ workers: ['one', 'two', 'three'].map(id => aWorker(id)) })
  complete(world, 'three')
  for (const id of ['one', 'two']) begin(world, id)
  say(world, { kind: 'git.refs', base: sha('base'), branches: {}, standing: { 'work-three': 'current' } })
  return world
}

function changed(world: World, id: string, over: object = {}): void {
  const event = observed(workerOf(world, id), `head-${id}`)
  if (event.kind !== 'git.observed') throw new Error('no activity')
  say(world, { ...event, activity: { ...event.activity, files: ['f'], ...over } })
}

const pairs = (state: State) => forecastQuestions(state).map(({ one, other }) => `${one} ${other}`)

test('unfinished work is merged on trial with base, with each other, and with proven work', () => {
  const world = aScene()
  expect(pairs(world.state)).toEqual([])
  changed(world, 'one')
  expect(pairs(world.state)).toEqual(['one null', 'one three'])
  changed(world, 'two')
  expect(pairs(world.state)).toEqual(['one null', 'one two', 'one three', 'two null', 'two three'])
})

test.each([
  ['is in the middle of a merge', { operation: 'merge' }],
  ['is on another branch', { branch: 'feat/elsewhere' }],
  ['has no branch', { branch: null }],
  ['has changed nothing', { files: [] }],
])('a worktree that %s is not merged on trial', (_what, over) => {
  const world = aScene()
  changed(world, 'one', over)
  expect(pairs(world.state)).toEqual([])
})

test('landed work and work on the train are represented by the tested tip alone', () => {
  const world = aScene()
  changed(world, 'one')
  say(world, { kind: 'train.begun', base: sha('base') })
  const members = [{ task: task('three'), commit: sha('work-three'), merge: sha('merge') }]
  say(world, { kind: 'train.chained', onto: sha('base'), members })
  say(world, { kind: 'train.advanced', tip: sha('merge'), branch: 'omnibus/sample' })
  expect(forecastQuestions(world.state)).toMatchObject([{ one: 'one', other: null, theirs: { commit: 'merge' } }])
  say(world, { kind: 'git.refs', base: sha('merge'), branches: {}, standing: { 'work-three': 'landed' } })
  expect(pairs(world.state)).toEqual(['one null'])
})

const FILE: ForeseenFile = { path: 'f', kind: 'text', hunks: [{ line: 3, symbol: 'run()', ours: ['mine'], theirs: ['yours'] }] }
const head = { commit: sha('x'), tree: null, path: null }
const question = (one: string, other: string | null): ForecastQuestion => ({
  one: task(one),
  other: other === null ? null : task(other),
  ours: head,
  theirs: head,
})
const conflict = (...files: readonly ForeseenFile[]): Foreseen => ({ kind: 'conflict', files })
const answer = (one: string, other: string | null, foreseen: Foreseen): ForecastAnswer => [question(one, other), foreseen]

test('a conflict with base that comes from members of the train is reported as a conflict with them', () => {
  const world = aScene()
  say(world, { kind: 'train.begun', base: sha('base') })
  say(world, {
    kind: 'train.chained',
    onto: sha('base'),
    members: [{ task: task('three'), commit: sha('work-three'), merge: sha('merge') }],
  })
  say(world, { kind: 'train.advanced', tip: sha('merge'), branch: 'omnibus/sample' })
  const answers = [answer('one', null, conflict(FILE)), answer('two', null, { kind: 'clean' })]
  expect(memberQuestions(world.state, answers)).toMatchObject([{ one: 'one', other: 'three', theirs: { commit: 'work-three' } }])
  const withThree = answer('one', 'three', conflict(FILE))
  expect(withMembers(answers, [withThree])).toEqual([answers[1], withThree])
  expect(withMembers(answers, [answer('one', 'three', { kind: 'clean' })]), 'base itself moved').toEqual(answers)
})

test('a conflict is reported once, its sides in the order of the tasks, and moved lines do not count as a new conflict', () => {
  const world = aScene()
  const first = forecastNews(world.state.forecast, [answer('two', 'one', conflict(FILE))])
  expect(first?.pairs).toMatchObject([{ one: 'one', other: 'two', files: [{ hunks: [{ ours: ['yours'], theirs: ['mine'] }] }] }])
  if (first !== null) say(world, first)
  const moved = { ...FILE, hunks: [{ line: 9, symbol: 'run()', ours: ['a'], theirs: ['b'] }] }
  expect(forecastNews(world.state.forecast, [answer('one', 'two', conflict(moved))])).toBeNull()
  expect(forecastNews(world.state.forecast, [answer('one', 'two', conflict(FILE, { ...FILE, path: 'g' }))])?.pairs).toHaveLength(1)
  expect(forecastNews(world.state.forecast, [answer('one', 'two', { kind: 'clean' })])).toMatchObject({
    pairs: [],
    clear: [{ one: 'one', other: 'two' }],
  })
  expect(forecastNews(world.state.forecast, [])).toMatchObject({ clear: [{ one: 'one', other: 'two' }] })
})

test("after each report the state knows exactly the trial merges' results, over random rounds", () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd')
  const foreseen = fc.constantFrom<Foreseen>(
    { kind: 'clean' },
    { kind: 'unknown', reason: '' },
    conflict(FILE),
    conflict({ ...FILE, path: 'g' }),
  )
  const round = fc.uniqueArray(fc.tuple(name, fc.option(name), foreseen), {
    selector: ([one, other]) => [one, other ?? ''].sort().join(),
    maxLength: 6,
  })
  fc.assert(
    fc.property(fc.array(round, { maxLength: 6 }), rounds => {
      let { state } = aStory()
      for (const answers of rounds) {
        const list = answers.filter(([one, other]) => one !== other).map(([one, other, what]) => answer(one, other, what))
        const news = forecastNews(state.forecast, list)
        if (news !== null) state = fold(state, { ...news, seq: state.seq + 1, at: state.at + 1 })
        const print = (pair: { one: string; other: string | null; kind: string; files: readonly ForeseenFile[] }) =>
          [...[pair.one, pair.other ?? ''].sort(), pair.kind, ...pair.files.map(({ path }) => path)].join(' ')
        const wanted = list.flatMap(([{ one, other }, what]) =>
          what.kind === 'clean' ? [] : [print({ one, other, kind: what.kind, files: what.kind === 'conflict' ? what.files : [] })],
        )
        expect(state.forecast.map(print).sort()).toEqual(wanted.sort())
      }
    }),
  )
})

test('a reported conflict is remembered by task and file, whatever the names', () => {
  const advised = [conflictAdvice(task('a'), ['f', 'g']), 'criteria', conflictAdvice(null, ['f'])]
  expect(toldConflicts(advised, task('a'))).toEqual([['f', 'g']])
  expect(toldConflicts(advised, null)).toEqual([['f']])
  expect(toldConflicts(advised, task('f'))).toEqual([])
})

test("a task that another task's work proved is not merged on trial, because the other task's commit represents it", () => {
  const world = aScene()
  const { two: proven, three } = world.state.tasks
  const by = { task: task('three'), worker: 'three' as never, commit: three?.verified?.commit as never }
  const tasks = { ...world.state.tasks, two: { ...proven, state: 'verified', verified: { ...three?.verified, by } } as never }
  const workers = { ...world.state.workers, two: { ...workerOf(world, 'two'), assignment: null } }
  changed(world, 'one')
  expect(pairs({ ...world.state, tasks, workers: { ...workers, one: workerOf(world, 'one') } })).toEqual(['one null', 'one three'])
})

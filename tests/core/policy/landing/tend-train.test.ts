import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asideOf, boarding, heldBack } from '../../../../src/core/landing/boarding.ts'
import { mayJoin } from '../../../../src/core/landing/may-join.ts'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import { trainMatters } from '../../../../src/core/policy/landing/train-matters.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import {
  aTrain,
  happen,
  inside,
  isMoving,
  look,
  lose,
  membersOf,
  prove,
  rest,
  setTask,
  start,
  step,
  type TrainWorld,
} from '../../landing/a-train.ts'

function proveAll(world: TrainWorld): void {
  for (const id of Object.keys(world.state.tasks)) prove(world, id)
}

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${String(index).padStart(2, '0')}`, []]))

const asideIn = ({ state }: TrainWorld) =>
  Object.keys(state.tasks).flatMap(id => {
    const aside = state.train === null ? null : asideOf(state, state.train, id)
    return aside === null ? [] : [`${id}: ${aside.because}`]
  })

describe('proven work on the train', () => {
  test('is tested once, all as one tree, and the branch moves to that tree', () => {
    const world = aTrain(many(12))
    proveAll(world)
    rest(world)
    expect(membersOf(world)).toEqual(Object.keys(many(12)))
    expect(world.runs).toHaveLength(1)
    expect(world.branch).toBe(world.state.train?.tested)
    expect(isMoving(world)).toBe(false)
  })

  test('of a parent contains the work of its child, which never goes onto the train alone, and work on top of it comes too', () => {
    const world = aTrain({ whole: [], part: [], small: [], next: ['part'] })
    const childOf = (parent: string) => ({ config: { addedBy: { who: 'worker', parent, from: null } } })
    world.state = { ...world.state, workers: { part: childOf('whole'), small: childOf('part') } as never }
    const commitOf = (id: string) => world.state.tasks[id]?.verified?.commit ?? ('none' as CommitSha)
    prove(world, 'small')
    world.starts['part'] = [commitOf('small')]
    prove(world, 'part')
    prove(world, 'next')
    rest(world)
    expect(membersOf(world), 'its parent is not proven').toEqual([])
    expect(world.state.train === null ? [] : heldBack(world.state, world.state.train).map(({ others }) => others)).toEqual([['whole']])
    world.starts['whole'] = [commitOf('part')]
    prove(world, 'whole')
    expect(world.state.tasks['whole']?.verified?.contains).toEqual(['part'])
    rest(world)
    expect(membersOf(world)).toEqual(['whole', 'next'])
  })

  test('does not move before a proof, with landing mode "branches", or while czar stops', () => {
    const world = aTrain({ a: [] })
    expect(step(world)).toBe(false)
    prove(world, 'a')
    const { state } = world
    world.state = { ...state, czar: { ...state.czar, phase: 'stopping' } }
    expect(step(world)).toBe(false)
    const policy = { ...state.project?.policy, merge: { mode: 'branches', test: [], contentLoss: 0.2 } }
    world.state = { ...state, project: { ...state.project, policy } as never }
    expect([step(world), isMoving(world)]).toEqual([false, false])
  })

  test('leaves out a proof that is in doubt, of unknown standing or already in base', () => {
    const world = aTrain({ a: [], b: [], c: [] })
    proveAll(world)
    setTask(world, 'a', { state: 'stale' })
    const { state } = world
    const standing = { ...state.refs?.standing, 'b1+base': 'landed' } as const
    world.state = { ...state, refs: { ...state.refs, standing } as never }
    rest(world)
    expect(membersOf(world)).toEqual(['c'])
    look(world)
    rest(world)
    expect(membersOf(world)).toEqual(['c', 'b'])
  })

  test('includes a task only with all tasks that it depends on', () => {
    const world = aTrain({ page: ['api'], api: [] })
    prove(world, 'api')
    prove(world, 'page')
    setTask(world, 'api', { state: 'stale' })
    rest(world)
    expect(membersOf(world)).toEqual([])
    setTask(world, 'api', { state: 'verified' })
    rest(world)
    expect(membersOf(world)).toEqual(['api', 'page'])
  })
})

describe('a chain that fails', () => {
  test.each([
    { bad: 0, runs: 5 },
    { bad: 5, runs: 6 },
    { bad: 11, runs: 5 },
  ])('if one of twelve breaks the build (the $bad), takes $runs test runs, and the rest is on the branch', ({ bad, runs }) => {
    const names = Object.keys(many(12))
    const world = aTrain(many(12), { breaks: [[names[bad] ?? '']] })
    proveAll(world)
    rest(world)
    expect(asideIn(world)).toEqual([`${names[bad]}: red`])
    expect(membersOf(world)).toHaveLength(11)
    expect(world.runs).toHaveLength(runs)
  })

  test.each([
    { owner: 'last', broken: 0, runs: 3, blamed: 't07' },
    { owner: 'last', broken: 6, runs: 3, blamed: 't07' },
    { owner: 'first', broken: 0, runs: 6, blamed: 't07' },
    { owner: 'first', broken: 1, runs: 6, blamed: 't07' },
    { owner: 'first', broken: 6, runs: 5, blamed: 't07' },
  ] as const)('if t07 and t0$broken conflict only in tests, and the $owner has the failing test, takes $runs test runs', scene => {
    const world = aTrain(many(12), { breaks: [[`t0${scene.broken}`, 't07']], owner: scene.owner })
    proveAll(world)
    rest(world)
    expect(asideIn(world)).toEqual([`${scene.blamed}: red`])
    expect(membersOf(world)).toHaveLength(11)
    expect(world.runs).toHaveLength(scene.runs)
  })

  test('in its very first test blames no single task, because in a tree that does not build all tests fail', () => {
    const world = aTrain(many(12), { breaks: [['t00']], owner: 'last' })
    proveAll(world)
    rest(world)
    expect([asideIn(world), world.runs.length]).toEqual([['t00: red'], 5])
  })

  test('because of two tasks together sets the later one aside, with the failed command and the earlier members', () => {
    const world = aTrain(many(6), { breaks: [['t01', 't04']] })
    proveAll(world)
    rest(world)
    expect(world.state.train?.aside['t04']).toMatchObject({ because: 'red', run: { reason: 'red', log: '/log' } })
    expect(world.state.train?.aside['t04']?.beside).toEqual(['t00', 't01', 't02', 't03'])
    expect(membersOf(world)).toEqual(['t00', 't01', 't02', 't03', 't05'])
  })

  test('sets aside a task that conflicts, and tasks that contain it; both return when the task is proven anew', () => {
    const world = aTrain({ a: [], b: [], c: ['b'] }, { conflicts: [['a', 'b']] })
    proveAll(world)
    rest(world)
    expect(asideIn(world)).toEqual(['b: conflict', 'c: needs'])
    expect(membersOf(world)).toEqual(['a'])
    expect(isMoving(world)).toBe(false)
    prove(world, 'b')
    rest(world)
    expect([asideIn(world), membersOf(world)]).toEqual([[], ['a', 'b', 'c']])
  })

  test("loses a member whose proof is lost before the chain's test counts", () => {
    const world = aTrain({ a: [], b: [] })
    proveAll(world)
    step(world)
    step(world)
    lose(world, 'b')
    rest(world)
    expect(membersOf(world)).toEqual(['a'])
    expect(world.tips).toEqual(['a1+base'])
  })
})

describe('when base moves', () => {
  test('onto the tested tip, the work has landed, and the train is empty', () => {
    const world = aTrain({ a: [], b: [] })
    prove(world, 'a')
    rest(world)
    world.base = world.branch ?? ''
    look(world)
    rest(world)
    expect(membersOf(world)).toEqual([])
    prove(world, 'b')
    rest(world)
    expect([membersOf(world), inside(world.branch ?? '')]).toEqual([['b'], ['a1', 'b1']])
  })

  test('forward, the chain is built and tested again on the new base', () => {
    const world = aTrain({ a: [] })
    prove(world, 'a')
    rest(world)
    world.base = 'base2'
    look(world)
    rest(world)
    expect(world.runs).toEqual(['a1+base', 'a1+base2'])
    expect(world.branch).toBe('a1+base2')
  })

  test('meanwhile, work of a task that has failed since leaves the branch, and the rest is tested without it', () => {
    const world = aTrain({ a: [], b: [], c: [] })
    proveAll(world)
    rest(world)
    setTask(world, 'b', { state: 'failed' })
    rest(world)
    expect([membersOf(world), inside(world.branch ?? '')]).toEqual([
      ['a', 'c'],
      ['a1', 'c1'],
    ])
    expect(isMoving(world)).toBe(false)
  })

  test("meanwhile, a failed task's work stays if other merged work builds on it", () => {
    const world = aTrain({ a: [], b: ['a'] })
    proveAll(world)
    rest(world)
    setTask(world, 'a', { state: 'failed' })
    expect(step(world)).toBe(false)
    expect(membersOf(world)).toEqual(['a', 'b'])
  })

  test('the wrong way and the train has stopped, it continues only after the next launch', () => {
    const world = aTrain({ a: [] })
    prove(world, 'a')
    world.branch = 'of somebody else'
    rest(world)
    expect([world.state.train?.stopped, isMoving(world)]).toEqual(['moved', false])
    world.branch = null
    const start = { kind: 'czar.started', epoch: 2, pid: 2, host: 'h', version: 'v' } as const
    happen(world, start)
    expect(isMoving(world)).toBe(false)
    happen(world, { kind: 'czar.stopped', reason: 'over' }, start)
    rest(world)
    expect(world.branch).toBe('a1+base')
  })
})

describe('a task that starts later', () => {
  const heldIn = ({ state }: TrainWorld) =>
    state.train === null ? [] : heldBack(state, state.train).map(({ task, others }) => `${task.id}: ${others.join()}`)

  test('starts on the tested tip if the tip is on the present base and has all its dependencies', () => {
    const world = aTrain({ a: [], b: [], page: ['b'], more: [] })
    expect(start(world, 'more')).toEqual([])
    prove(world, 'a')
    rest(world)
    expect([start(world, 'more'), start(world, 'page')]).toEqual([['a1+base'], []])
    prove(world, 'b')
    rest(world)
    expect(start(world, 'page')).toEqual(['a1+b1+base', 'b1+base', 'a1+base'])
    world.base = 'base2'
    look(world)
    expect(start(world, 'page')).toEqual([])
    rest(world)
    expect(start(world, 'page')).toEqual(['a1+b1+base2', 'b1+base', 'a1+base'])
  })

  test('never starts on work whose proof is lost, nor with landing mode "branches"', () => {
    const world = aTrain({ a: [], more: [] })
    prove(world, 'a')
    rest(world)
    const { state } = world
    const policy = { ...state.project?.policy, merge: { mode: 'branches', test: [], contentLoss: 0.2 } }
    world.state = { ...state, project: { ...state.project, policy } as never }
    expect(start(world, 'more')).toEqual([])
    world.state = state
    lose(world, 'a')
    expect(start(world, 'more')).toEqual([])
  })

  test('is not on a train that is built anew without its dependency, until that is proven again', () => {
    const world = aTrain({ a: [], b: [], more: [] })
    prove(world, 'a')
    prove(world, 'b')
    rest(world)
    start(world, 'more')
    lose(world, 'a')
    prove(world, 'more')
    world.base = 'base2'
    look(world)
    rest(world)
    expect([membersOf(world), heldIn(world)]).toEqual([['b'], ['more: a']])
    prove(world, 'a')
    rest(world)
    expect([membersOf(world), heldIn(world)]).toEqual([['b', 'a', 'more'], []])
  })

  test('is an attention item if no worker proves its dependency any more', () => {
    const world = aTrain({ a: [], more: [] })
    prove(world, 'a')
    rest(world)
    start(world, 'more')
    setTask(world, 'a', { state: 'failed', verified: null })
    prove(world, 'more')
    world.base = 'base2'
    look(world)
    rest(world)
    expect(trainMatters(world.state)).toMatchObject([
      { key: 'stranded:more', text: expect.stringContaining('contains work of a'), hint: 'czar restart a' },
    ])
  })
})

test('a person is told about all work that builds on lost work, also indirectly', () => {
  const world = aTrain({ a: [], more: [], last: [] })
  prove(world, 'a')
  rest(world)
  start(world, 'more')
  prove(world, 'more')
  rest(world)
  start(world, 'last')
  prove(world, 'last')
  expect(world.state.tasks['last']?.verified?.contains).toEqual(['more'])
  setTask(world, 'a', { state: 'failed', verified: null })
  world.base = 'base2'
  look(world)
  rest(world)
  const strandedOn = expect.stringContaining('contains work of a')
  expect(trainMatters(world.state)).toMatchObject([
    { key: 'stranded:more', text: strandedOn },
    { key: 'stranded:last', text: strandedOn },
  ])
})

describe('work that landed', () => {
  /** A world in which task a is in base, and task b is proven. */
  const withLanded = (breaks: readonly (readonly string[])[] = []) => {
    const world = aTrain({ a: [], b: [] }, { breaks })
    for (const id of ['a', 'b']) setTask(world, id, { accept: [`npm test -- ${id}`] })
    prove(world, 'a')
    rest(world)
    world.base = world.branch ?? ''
    look(world)
    prove(world, 'b')
    return world
  }

  test('is tested together with work that is merged on top of it', () => {
    const world = withLanded()
    rest(world)
    expect(world.tested).toEqual([['a'], ['a', 'b']])
    expect(membersOf(world)).toEqual(['b'])
  })

  test('keeps work that breaks it off the train, after base passed its own tests', () => {
    const world = withLanded([['a', 'b']])
    rest(world)
    expect([asideIn(world), membersOf(world)]).toEqual([['b: red'], []])
    expect(world.tested.at(-1)).toEqual(['a'])
  })

  test('is left out of the test if base itself breaks it: new work continues, and a person is told about base', () => {
    const world = withLanded()
    world.isBroken = 'a'
    rest(world)
    expect([asideIn(world), membersOf(world), world.state.train?.stopped]).toEqual([[], ['b'], null])
    expect(world.tested.slice(1)).toEqual([['a', 'b'], ['a'], ['b']])
    expect(trainMatters(world.state)).toMatchObject([{ key: 'base', text: expect.stringContaining('main fails accept commands of a,') }])
  })

  test('is left out of the test together with base, and new work that fails its own tests is blamed', () => {
    const world = withLanded([['b']])
    world.isBroken = 'a'
    rest(world)
    expect([asideIn(world), membersOf(world), world.state.train?.stopped]).toEqual([['b: red'], [], null])
  })

  /** A world in which tasks a, b and c are in base, which fails the test of `broken`. Task d is proven and breaks b. */
  const withThree = (broken: string | null) => {
    const world = aTrain({ a: [], b: [], c: [], d: [] }, { breaks: [['b', 'd']], owner: 'first' })
    for (const id of ['a', 'b', 'c', 'd']) setTask(world, id, { accept: [`npm test -- ${id}`] })
    for (const id of ['a', 'b', 'c']) prove(world, id)
    rest(world)
    world.base = world.branch ?? ''
    look(world)
    world.isBroken = broken
    prove(world, 'd')
    return world
  }

  test('keeps work that breaks it off the train, also if base breaks other landed work', () => {
    const world = withThree('a')
    rest(world)
    expect([asideIn(world), membersOf(world)]).toEqual([['d: red'], []])
    // The first test ends at a, whose test fails on base too. Without a, the test ends at b, whose test does not fail on base.
    expect(world.tested.slice(1)).toEqual([
      ['a', 'b', 'c', 'd'],
      ['a', 'b', 'c'],
      ['b', 'c', 'd'],
      ['b', 'c'],
    ])
    expect(trainMatters(world.state)[0]).toMatchObject({ key: 'base', text: expect.stringContaining('of a, which landed') })
  })

  test('keeps work that breaks it off the train if base fails another test by chance', () => {
    const world = withThree(null)
    while (world.tested.length < 2) step(world)
    world.isBroken = 'a'
    rest(world)
    expect([asideIn(world), membersOf(world)]).toEqual([['d: red'], []])
    expect(world.tested.slice(1)).toEqual([
      ['a', 'b', 'c', 'd'],
      ['a', 'b', 'c'],
      ['b', 'c'],
    ])
  })

  test('keeps work that breaks it off the train if base fails a later test', () => {
    const world = withThree('c')
    rest(world)
    expect([asideIn(world), membersOf(world)]).toEqual([['d: red'], []])
  })

  test('makes the train stop if base fails without the name of a command', () => {
    const world = withThree(null)
    while (world.tested.length < 2) step(world)
    const run = { reason: 'its setup fails', checks: [], log: '/log', tail: '', durationMs: 1 }
    happen(world, { kind: 'train.tested', tip: world.state.train?.base as CommitSha, isGreen: false, ...run })
    rest(world)
    expect([asideIn(world), world.state.train?.stopped]).toEqual([['d: red'], null])
    expect(trainMatters(world.state)[0]).toMatchObject({ key: 'base', text: expect.stringContaining('of a, b, c, which landed') })
  })

  test('is tested again after base has moved', () => {
    const world = withLanded()
    world.isBroken = 'a'
    rest(world)
    world.isBroken = null
    world.base = ['a1', 'base2'].join('+')
    look(world)
    rest(world)
    expect(world.tested.at(-1)).toEqual(['a', 'b'])
    expect(trainMatters(world.state)).toEqual([])
  })

  test('is not tested without an accept command of its own, or after its task is dropped', () => {
    const world = withLanded([['b']])
    setTask(world, 'a', { accept: [] })
    rest(world)
    expect(world.tested.slice(1)).toEqual([['b']])
    const other = withLanded()
    setTask(other, 'a', { state: 'dropped' })
    rest(other)
    expect(other.tested.slice(1)).toEqual([['b']])
  })
})

describe('tests that base fails by itself', () => {
  const withTest = (base: boolean) => {
    const world = aTrain({ a: [], b: [] }, { breaks: [['a']] })
    const { state } = world
    const merge = { ...state.project?.policy.merge, test: ['npm test'] }
    world.state = { ...state, project: { ...state.project, policy: { ...state.project?.policy, merge } } as never }
    world.isBaseRed = base
    return world
  }

  test('stop the train, and no task is blamed', () => {
    const world = withTest(true)
    prove(world, 'a')
    rest(world)
    expect(world.state.train?.stopped).toContain('main fails `merge.test` without any of the work')
    expect(asideIn(world)).toEqual([])
  })

  test('are excluded as the cause if base passes, which is tried once', () => {
    const world = withTest(false)
    proveAll(world)
    rest(world)
    expect(asideIn(world)).toEqual(['a: red'])
    expect(world.runs.filter(tip => tip === 'base')).toHaveLength(1)
    expect(membersOf(world)).toEqual(['b'])
  })
})

test("work that was joined with other tasks' changes is set aside as a conflict if the tests fail with it", () => {
  const world = aTrain({ a: [], b: [] })
  proveAll(world)
  step(world)
  const commitOf = (id: string) => world.state.tasks[id]?.verified?.commit as CommitSha
  const base = world.state.train?.base as CommitSha
  const joined = { files: ['list.txt'], beside: ['a' as never] }
  const [one, two] = ['a', 'b'].map(id => ({ task: id as never, commit: commitOf(id), merge: `merge-${id}` as CommitSha }))
  if (one === undefined || two === undefined) throw new Error('no members')
  happen(world, { kind: 'train.chained', onto: base, members: [one, { ...two, joined }] })
  const run = { reason: 'it fails', checks: [], log: '/log', tail: 'the tail', durationMs: 1 }
  happen(world, { kind: 'train.tested', tip: two.merge, isGreen: false, ...run })
  happen(world, { kind: 'train.tested', tip: one.merge, isGreen: true, ...run, reason: '' })
  happen(world, { kind: 'train.advanced', tip: one.merge, branch: 'omnibus/sample' })
  step(world)
  expect(world.state.train).toMatchObject({ candidate: null, members: [{ task: 'a' }] })
  expect(world.state.train?.aside['b']).toMatchObject({
    because: 'conflict',
    files: ['list.txt'],
    beside: ['a'],
    run: { tail: 'the tail' },
  })
})

test('work that was joined is joined once in the other order before it is set aside, also after base has moved', () => {
  const world = aTrain({ a: [], b: [] })
  proveAll(world)
  step(world)
  const commitOf = (id: string) => world.state.tasks[id]?.verified?.commit as CommitSha
  const joined = { files: ['list.txt'], beside: ['a' as never], hasOrder: true } as const
  const memberOf = (id: string, merge: string) => ({ task: id as never, commit: commitOf(id), merge: merge as CommitSha })
  const run = { reason: 'it fails', checks: [], log: '/log', tail: 'the tail', durationMs: 1 }
  const base = world.state.train?.base as CommitSha
  happen(
    world,
    { kind: 'train.chained', onto: base, members: [memberOf('a', 'merge-a'), { ...memberOf('b', 'merge-b'), joined }] },
    { kind: 'train.tested', tip: 'merge-b' as CommitSha, isGreen: false, ...run },
    { kind: 'train.tested', tip: 'merge-a' as CommitSha, isGreen: true, ...run, reason: '' },
    { kind: 'train.advanced', tip: 'merge-a' as CommitSha, branch: 'omnibus/sample' },
  )
  step(world)
  expect(world.state.train).toMatchObject({ candidate: null, aside: {}, turned: { b: commitOf('b') } })
  const { train } = world.state
  if (train === null) throw new Error('no train')
  expect(boarding(world.state, train, () => true)).toMatchObject([{ task: 'b', isTurned: true }])
  happen(
    world,
    { kind: 'train.chained', onto: 'merge-a' as CommitSha, members: [{ ...memberOf('b', 'merge-b2'), joined }] },
    { kind: 'train.tested', tip: 'merge-b2' as CommitSha, isGreen: false, ...run },
  )
  step(world)
  expect(world.state.train?.aside['b']).toMatchObject({ because: 'conflict', files: ['list.txt'], beside: ['a'] })
  expect(world.state.train?.aside['b']).not.toHaveProperty('hasOrder')
  happen(world, { kind: 'train.begun', base: 'base2' as CommitSha })
  expect(world.state.train?.turned).toEqual({ b: commitOf('b') })
})

test('conflicts are joined only if each task in the tree has a test, or the whole run has one', () => {
  const world = aTrain({ a: [], b: [] })
  proveAll(world)
  const { state } = world
  const commits = ['a', 'b'].map((task, at) => ({ task: task as never, commit: `${task}1` as CommitSha, at }))
  const withMerge = (merge: object, tasks = state.tasks) => {
    const { project } = state
    if (project === null) throw new Error('no project')
    return {
      ...state,
      tasks,
      project: { ...project, policy: { ...project.policy, merge: { mode: 'omnibus', test: [], contentLoss: 0, ...merge } } },
    } as State
  }
  const [a, b] = [state.tasks['a'], state.tasks['b']]
  if (a === undefined || b === undefined) throw new Error('no tasks')
  const untested = { a, b: { ...b, accept: [] } }
  expect(mayJoin(withMerge({ additions: 'test' }), commits)).toBe(true)
  expect(mayJoin(withMerge({ additions: 'return' }), commits)).toBe(false)
  expect(mayJoin(withMerge({ additions: 'test' }, untested), commits)).toBe(false)
  expect(mayJoin(withMerge({ additions: 'test', test: ['npm test'] }, untested), commits)).toBe(true)
  const onTrain = withMerge({ additions: 'test' }, untested)
  const member = { task: 'b' as never, commit: 'b1' as CommitSha, merge: 'm' as CommitSha }
  const train = { base: 'base', tested: 'm', members: [member], candidate: null, aside: {}, returns: {} } as never
  expect(mayJoin({ ...onTrain, train }, commits.slice(0, 1))).toBe(false)
})

test('after a person launches a finished fleet again, work that was set aside is tried again, also on a rewritten base', () => {
  const world = aTrain({ a: [] }, { breaks: [['a']] })
  prove(world, 'a')
  rest(world)
  expect(asideIn(world)).toEqual(['a: red'])
  happen(world, { kind: 'project.finished', verified: 1, failed: 0 }, { kind: 'czar.started', epoch: 2, pid: 2, host: 'h', version: 'v' })
  expect([asideIn(world), isMoving(world), world.state.train?.mayBeginAnew]).toEqual([[], true, true])
})

/** Up to eight tasks, each depending on earlier ones, with random groups that conflict or break. */
const worlds = fc.record({
  after: fc.array(fc.array(fc.nat(7), { maxLength: 2 }), { minLength: 1, maxLength: 8 }),
  conflicts: fc.array(fc.uniqueArray(fc.nat(7), { minLength: 2, maxLength: 2 }), { maxLength: 2 }),
  breaks: fc.array(fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
  owner: fc.constantFrom('first', 'last', null),
  deeds: fc.array(
    fc.tuple(fc.constantFrom('prove', 'prove', 'step', 'step', 'step', 'die', 'land', 'base', 'lose', 'fail', 'start', 'start'), fc.nat(7)),
    {
      maxLength: 40,
    },
  ),
})

test('over random histories with crashes, the branch only points to tested trees, and every proof is in exactly one place', () => {
  fc.assert(
    fc.property(worlds, ({ after, conflicts, breaks, owner, deeds }) => {
      const name = (index: number) => `t${index % after.length}`
      const tasks = Object.fromEntries(
        after.map((others, index) => [`t${index}`, [...new Set(others.filter(other => other < index).map(name))]]),
      )
      const named = (groups: readonly (readonly number[])[]) => groups.map(group => [...new Set(group.map(name))])
      const world = aTrain(tasks, { conflicts: named(conflicts), breaks: named(breaks), owner })
      for (const [deed, index] of deeds) {
        const id = name(index)
        if (deed === 'prove' && (tasks[id] ?? []).every(other => world.state.tasks[other]?.state === 'verified')) prove(world, id)
        else if (deed === 'step') step(world)
        else if (deed === 'die') step(world, { dies: true })
        else if (deed === 'lose' && world.state.tasks[id]?.state === 'verified' && !isNeeded(world, id)) lose(world, id)
        else if (deed === 'fail' && world.state.tasks[id]?.state === 'assigned') setTask(world, id, { state: 'failed' })
        else if (deed === 'start' && world.state.tasks[id]?.state !== 'verified') start(world, id)
        else if (deed === 'land' && world.branch !== null) world.base = world.branch
        else if (deed === 'base') world.base = [...inside(world.base), `base${world.state.at}`].sort().join('+')
        look(world)
        checkPlaces(world)
      }
      rest(world)
      checkPlaces(world)
      expect(isMoving(world)).toBe(false)
      checkNobodyIsForgotten(world)
    }),
    { numRuns: 400 },
  )
})

const isNeeded = ({ state }: TrainWorld, id: string) =>
  Object.values(state.tasks).some(({ after, state }) => after.includes(id as never) && state === 'verified')

function checkPlaces({ state, tips, green }: TrainWorld): void {
  expect(tips.filter(tip => !green.has(tip))).toEqual([])
  const { train } = state
  if (train === null) return
  const on = [...train.members, ...(train.candidate?.members ?? [])].map(({ task, commit }) => `${task} ${commit}`)
  expect(new Set(on).size).toBe(on.length)
  const changes = (commit: string) => inside(commit).map(change => change.slice(0, -1))
  const known = new Set([...changes(train.base), ...train.members.map(({ task }) => task)])
  expect(changes(train.tested).filter(task => !known.has(task))).toEqual([])
  for (const { id, verified } of Object.values(state.tasks)) {
    if (verified !== null && asideOf(state, train, id) !== null) expect(on).not.toContain(`${id} ${verified.commit}`)
  }
}

/**
 * Checks that no task is forgotten when merging has nothing left to do. Each proven task must be in base, on the branch of merged work, or
 * left out, or wait for a task that is not proven or is left out.
 */
function checkNobodyIsForgotten(world: TrainWorld): void {
  const { state } = world
  const isThere = (id: string): boolean => {
    const { verified } = state.tasks[id] ?? {}
    return verified != null && [world.base, world.branch ?? ''].some(tip => holds(tip, verified.commit))
  }
  for (const { id, after, verified, state: now } of Object.values(state.tasks)) {
    if (now !== 'verified' || isThere(id)) continue
    const isAside = state.train !== null && asideOf(state, state.train, id) !== null
    const needs = [...after, ...(verified?.contains ?? [])]
    expect([id, isAside || needs.some(other => !isThere(other))]).toEqual([id, true])
  }
}

const holds = (tip: string, commit: CommitSha) => inside(commit).every(change => inside(tip).includes(change))

test('a person is told if not even the first step of the train can be done', () => {
  const world = aTrain({ a: [] })
  prove(world, 'a')
  const failures = { 'begin_train:base': { worker: null, count: 3, at: 0, reason: 'git is gone' } }
  const state: State = { ...world.state, train: null, failures }
  expect(trainMatters(state)).toMatchObject([
    { key: 'train', text: 'proven work is not merged any more: begin of the train failed: git is gone' },
  ])
  expect(trainMatters({ ...state, failures: {} })).toEqual([])
})

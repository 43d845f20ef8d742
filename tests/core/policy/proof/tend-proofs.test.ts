import { describe, expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import type { Project } from '../../../../src/core/model/project.ts'
import type { KeptCommit, Standing } from '../../../../src/core/model/refs-state.ts'
import { aBonus, aProject, aWorker } from '../../../support/builders/a-project.ts'
import {
  act,
  aStory,
  asked,
  assignmentOf,
  attention,
  begin,
  complete,
  pass,
  queue,
  report,
  say,
  told,
  verdict,
} from '../../../support/worlds/story.ts'
import { restartCzar, sha, type World } from '../../../support/worlds/world.ts'

interface Refs {
  readonly base?: string
  readonly branches?: Readonly<Record<string, string | null>>
  readonly standing?: Readonly<Record<string, Standing>>
  readonly kept?: readonly KeptCommit[]
}

function refs(world: World, { base = 'base', branches = {}, standing = {}, kept = [] }: Refs): void {
  const tips = Object.fromEntries(Object.entries(branches).map(([branch, commit]) => [branch, commit === null ? null : sha(commit)]))
  say(world, { kind: 'git.refs', base: sha(base), branches: tips, standing, kept })
}

/** Worker one's task is proven at the commit work-one. Worker two is at work, so the project goes on. */
function proven(over: Partial<Project> = {}): World {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], ...over })
  complete(world, 'one')
  begin(world, 'two')
  refs(world, { branches: { 'feat/one': 'work-one' }, standing: { 'work-one': 'current' } })
  return world
}

const stateOf = (world: World, task = 'one') => world.state.tasks[task]?.state
const checks = (world: World) => asked(world).filter(name => name.startsWith('verify'))

describe('a new commit on the branch of proven work', () => {
  test('voids the proof at once, is checked when the branch stands still, and is verified again', () => {
    const world = proven()
    refs(world, { branches: { 'feat/one': 'later' }, standing: { 'work-one': 'current' } })
    expect(world.state.tasks['one']).toMatchObject({
      state: 'stale',
      recheck: { because: 'commit', reason: 'feat/one is at later, and work-one was proven' },
    })
    pass(world, 4_999)
    expect(checks(world)).toEqual([])
    pass(world, 1)
    expect(checks(world)).toEqual(['verify:one'])
    proveOn(world, 'base', { commit: 'later' })
    expect(world.state.tasks['one']).toMatchObject({ state: 'verified', verified: { commit: 'later' }, recheck: null, rechecks: 1 })
  })

  test("that fails opens the assignment again, for the same worker, with the log's end and three attempts", () => {
    const world = proven()
    refs(world, { branches: { 'feat/one': 'later' } })
    pass(world, 5_000)
    verdict(world, 'one', 'rejected', ['a test fails'])
    expect(world.state.tasks['one']).toMatchObject({ state: 'assigned', verified: null })
    expect(assignmentOf(world, 'one')).toMatchObject({ id: 'one.1', state: 'rework', rejections: 1, lastVerdict: { tail: 'the tail' } })
    expect(queue(world, 'one')).toEqual(['rework'])
  })

  test('voids the proof also if its worker has another task, which has a branch of its own', () => {
    const world = proven({ bonus: [aBonus('extra')] })
    expect(assignmentOf(world, 'one').task).toBe('extra')
    refs(world, { branches: { 'feat/one': 'later' } })
    expect([stateOf(world), stateOf(world, 'extra')]).toEqual(['stale', 'assigned'])
  })

  test("on a bonus task's branch voids only that task's proof", () => {
    const world = proven({ bonus: [aBonus('extra')] })
    act(world, 'deliver', 'one')
    report(world, 'one', 'done')
    verdict(world, 'one', 'verified')
    refs(world, { branches: { 'feat/one': 'work-one', 'feat/extra': 'later' }, standing: { 'work-one': 'current' } })
    expect([stateOf(world), stateOf(world, 'extra')]).toEqual(['verified', 'stale'])
  })

  test('makes dependent workers wait: none is told about a void proof', () => {
    const two = aWorker('two', { dependsOn: ['one' as WorkerId], waitForDependencies: false })
    const world = aStory({ workers: [aWorker('one'), two, aWorker('three', { dependsOn: ['one' as WorkerId] })], concurrency: 1 })
    complete(world, 'one')
    refs(world, { branches: { 'feat/one': 'later' } })
    act(world, 'end_agent', 'one')
    begin(world, 'two')
    pass(world, 5_000)
    expect(told(world, 'message.queued').filter(({ messageKind }) => messageKind === 'unblock')).toEqual([])
    proveOn(world, 'base', { commit: 'later' })
    expect(told(world, 'message.queued').filter(({ messageKind }) => messageKind === 'unblock')).toMatchObject([{ worker: 'two' }])
  })

  test('that comes repeatedly is checked after growing waits, five times, and then reported to a person once', () => {
    const world = proven()
    for (let time = 0; time < 5; time++) {
      refs(world, { branches: { 'feat/one': `later-${time}` } })
      pass(world, 5_000 * 2 ** time - 1)
      expect(checks(world), `not yet, the ${time + 1}. time`).toEqual([])
      pass(world, 1)
      proveOn(world, 'base', { commit: `later-${time}` })
    }
    refs(world, { branches: { 'feat/one': 'once-more' } })
    pass(world, 86_400_000)
    expect(checks(world)).toEqual([])
    expect(attention(world)).toContain('stale:one')
    say(world, { kind: 'person.verify', worker: 'one' as WorkerId })
    expect(checks(world), 'a person may have it checked once more').toEqual(['verify:one'])
    expect(attention(world)).not.toContain('stale:one')
  })
})

describe('the proof of a worker that left the fleet', () => {
  /** Worker one was in the file, or was added, is proven, and was removed. */
  function left(isAdded: boolean): World {
    const world = aStory({ workers: isAdded ? [aWorker('two')] : [aWorker('one'), aWorker('two')], concurrency: 3 })
    if (isAdded) say(world, { kind: 'worker.added', worker: 'one' as WorkerId, config: { ...aWorker('one'), addedBy: { who: 'person' } } })
    complete(world, 'one')
    begin(world, 'two')
    refs(world, { branches: { 'feat/one': 'work-one' }, standing: { 'work-one': 'current' } })
    say(world, { kind: 'worker.removed', worker: 'one' as WorkerId, reason: 'a person removed it' })
    return world
  }

  test('is renewed when a person asks for it', () => {
    const world = left(true)
    say(world, { kind: 'person.verify', worker: 'one' as WorkerId })
    expect(checks(world)).toEqual(['verify:one'])
    proveOn(world, 'base')
    expect(stateOf(world)).toBe('verified')
    expect(attention(world)).not.toContain('stale:one')
  })

  test('that became void by itself is renewed by the command that its item names', () => {
    const world = left(true)
    refs(world, { branches: { 'feat/one': 'later' }, standing: { 'work-one': 'current' } })
    pass(world, 86_400_000)
    expect(checks(world)).toEqual([])
    expect(world.state.attention['stale:one']).toMatchObject({ hint: 'czar verify one' })
    say(world, { kind: 'person.verify', worker: 'one' as WorkerId })
    proveOn(world, 'base', { commit: 'later' })
    expect(stateOf(world)).toBe('verified')
  })

  test.each([
    [true, 'czar worker add one --task FILE   # it goes on on its branch'],
    [false, 'put one back into /project.yaml, then: czar reload && czar verify one'],
  ])('that fails the check goes to no worker, and a person is told how to get the worker back (added: %s)', (isAdded, hint) => {
    const world = left(isAdded)
    say(world, { kind: 'person.verify', worker: 'one' as WorkerId })
    for (let time = 0; time < 3; time++) {
      pass(world, 3_600_000)
      expect(checks(world), `try ${time}`).toEqual(['verify:one'])
      verdict(world, 'one', 'rejected', ['`npm test` failed'])
    }
    pass(world, 86_400_000)
    expect(checks(world)).toEqual([])
    expect(world.state.tasks['one']?.state).toBe('stale')
    expect(world.state.attention['stale:one']).toMatchObject({ text: expect.stringContaining('`npm test` failed'), hint, settledAt: null })
  })
})

describe('fault 56: when base moves', () => {
  const behind = (base: string) => ({ base, branches: { 'feat/one': 'work-one' }, standing: { 'work-one': 'behind' as const } })

  test('the proof is in doubt, and becomes void when base stands still', () => {
    const world = proven()
    say(world, { kind: 'person.verify', worker: 'one' as WorkerId })
    proveOn(world, 'base')
    pass(world, 200_000)
    refs(world, behind('base-2'))
    pass(world, 20_000)
    refs(world, behind('base-3'))
    pass(world, 29_999)
    expect(stateOf(world)).toBe('verified')
    pass(world, 1)
    expect(world.state.tasks['one']).toMatchObject({ state: 'stale', recheck: { because: 'base' } })
  })

  test('only one proof is rechecked at a time, and fewer the more rechecks there were', () => {
    const world = aStory({ workers: ['one', 'two', 'three', 'four'].map(id => aWorker(id)) })
    const ids = ['one', 'two', 'three']
    for (const id of ids) {
      begin(world, id)
      report(world, id, 'done')
      proveOn(world, 'base', { id })
    }
    begin(world, 'four')
    let count = 0
    for (let minute = 0; minute < 240; minute++) {
      const standing = Object.fromEntries(ids.map(id => [`work-${id}`, 'behind' as const]))
      refs(world, { base: `base-${minute}`, branches: Object.fromEntries(ids.map(id => [`feat/${id}`, `work-${id}`])), standing })
      for (let second = 0; second < 60; second += 10) {
        pass(world, 10_000)
        const running = checks(world)
        expect(running.length).toBeLessThanOrEqual(1)
        count += running.length
        for (const name of running) proveOn(world, `base-${minute}`, { id: name.slice('verify:'.length) })
      }
    }
    expect(count).toBeGreaterThan(0)
    expect(count, '3 workers, 5 times each at most').toBeLessThanOrEqual(15)
    expect(attention(world)).toEqual(expect.arrayContaining(['stale:one', 'stale:two', 'stale:three']))
  })

  test('work that landed in it, or contains all of it, stays proven', () => {
    const world = proven()
    for (const standing of ['landed', 'current'] as const) {
      refs(world, { base: 'base-2', branches: { 'feat/one': 'work-one' }, standing: { 'work-one': standing } })
      pass(world, 86_400_000)
      expect(stateOf(world)).toBe('verified')
    }
  })

  test('the project ends only after all work is proven on the newest base', () => {
    const world = aStory()
    begin(world, 'one')
    refs(world, {})
    report(world, 'one', 'done')
    proveOn(world, 'base')
    refs(world, behind('base-2'))
    act(world, 'end_agent', 'one')
    expect(world.state.czar.phase).toBe('supervising')
    pass(world, 2_000)
    proveOn(world, 'base-2')
    expect(world.state.czar.phase).toBe('finished')
  })
})

test('a relaunch with other accept commands voids the proof, and one with the same commands does not', () => {
  const world = proven()
  const load = (accept: readonly string[]) =>
    say(world, { kind: 'project.loaded', project: aProject({ workers: [aWorker('one', { accept }), aWorker('two')] }) })
  restartCzar(world)
  load([])
  expect(stateOf(world)).toBe('verified')
  load(['npm test'])
  expect(world.state.tasks['one']).toMatchObject({ state: 'stale', recheck: { because: 'gate' } })
  pass(world, 5_000)
  verdict(world, 'one', 'verified')
  expect(world.state.tasks['one']).toMatchObject({ state: 'verified', verified: { accept: ['npm test'] } })
})

describe('fault 54: a branch', () => {
  const kept = [{ worker: 'one', commit: sha('work-one'), ref: 'refs/czar/rescue/one/1' }]

  test('that was deleted voids the proof; people are told where the commit is kept, and no check runs', () => {
    const world = proven()
    refs(world, { branches: { 'feat/one': null }, standing: { 'work-one': 'lost' }, kept })
    pass(world, 86_400_000)
    expect(world.state.tasks['one']).toMatchObject({ state: 'stale', recheck: { because: 'branch' } })
    expect(checks(world)).toEqual([])
    expect(attention(world), 'it is one matter, and a check would find no branch').toEqual(['lost:one:work-one'])
    refs(world, { branches: { 'feat/one': 'work-one' }, standing: { 'work-one': 'current' } })
    expect(attention(world), 'it was brought back').not.toEqual(expect.arrayContaining([expect.stringMatching(/^(stale|lost):/)]))
    pass(world, 5_000)
    expect(checks(world)).toEqual(['verify:one'])
  })

  test('that was reset voids the proof, and its present commit is checked', () => {
    const world = proven()
    refs(world, { branches: { 'feat/one': 'older' }, standing: { 'work-one': 'lost' }, kept })
    expect(world.state.tasks['one']?.recheck?.reason).toContain('was set back')
    pass(world, 5_000)
    expect(checks(world)).toEqual(['verify:one'])
    expect(attention(world)).toEqual(['lost:one:work-one'])
  })
})

test('a recheck that cannot be carried out is tried three times, and then reported to a person', () => {
  const world = proven()
  refs(world, { branches: { 'feat/one': 'later' } })
  for (const waitMs of [5_000, 10_000, 20_000]) {
    pass(world, waitMs)
    verdict(world, 'one', 'error', ['git did not answer.'])
  }
  pass(world, 86_400_000)
  expect(checks(world)).toEqual([])
  expect(Object.values(world.state.attention).find(({ key }) => key === 'stale:one')?.text).toContain('git did not answer')
})

test('no recheck runs after the project has ended', () => {
  const world = aStory()
  complete(world, 'one')
  act(world, 'end_agent', 'one')
  expect(world.state.czar.phase).toBe('finished')
  refs(world, { branches: { 'feat/one': 'later' } })
  pass(world, 86_400_000)
  expect(checks(world)).toEqual([])
})

/** The check that the policy asks for passes on this base. */
function proveOn(world: World, base: string, over: { readonly id?: string; readonly commit?: string } = {}): void {
  const { id = 'one' } = over
  const { commit = `work-${id}` } = over
  const deed = world.deeds.find(({ action }) => action.do === 'verify' && action.worker === id)
  if (deed?.action.do !== 'verify') throw new Error(`nothing of ${id} is being checked`)
  world.deeds.splice(world.deeds.indexOf(deed), 1)
  const { worker, assignment } = deed.action
  const rest = { reasons: [], checks: [], log: null, tail: '', durationMs: 1 }
  say(
    world,
    { kind: 'verification.finished', worker, assignment, commit: sha(commit), base: sha(base), verdict: 'verified', ...rest },
    { kind: 'effect.done', effect: deed.effect },
  )
}

test('a worker that lost its proof for good gets no task, and a task reserved for it goes to the others', () => {
  const world = proven({ bonus: [aBonus('more', { after: ['two' as never] })] })
  say(world, { kind: 'person.assigned', worker: 'one' as WorkerId, task: 'more' as never })
  refs(world, { branches: { 'feat/one': null }, standing: { 'work-one': 'lost' } })
  expect(world.state.tasks['more']).toMatchObject({ state: 'waiting', reservedFor: null })
  expect(world.history.findLast(event => event.kind === 'task.unreserved')).toMatchObject({ reason: "one's own work is no longer proven" })
})

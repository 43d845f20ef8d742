import { describe, expect, test } from 'vitest'
import type { Event, Journaled } from '../../../../src/core/events/event.ts'
import type { BaseQuestion, RefsReading, WatchedBranch } from '../../../../src/core/ports/git-port.ts'
import { createRefsSensor } from '../../../../src/supervisor/sensors/git/refs-sensor.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { aStory, begin, complete, say, workerOf } from '../../../support/worlds/story.ts'
import { observed, settle, sha } from '../../../support/worlds/world.ts'

function aSensor() {
  const world = aStory({ workers: [aWorker('one'), aWorker('two'), aWorker('three')] })
  complete(world, 'one')
  begin(world, 'two')
  const hands = someHands(world)
  const watched: WatchedBranch[][] = []
  hands.git.refs = async seats => {
    watched.push([...seats])
    return hands.git.reading
  }
  const seen: Event[] = []
  let isBlocked = false
  const sensor = createRefsSensor({
    hands,
    state: () => world.state,
    observe: event => {
      seen.push(event)
      if (!isBlocked) say(world, event)
    },
  })
  const read = (over: Partial<RefsReading>) => {
    hands.git.reading = { base: sha('base'), branches: {}, standing: {}, kept: [], ...over }
    return sensor.look()
  }
  /** Makes the journal refuse writes until the returned function is called. */
  const block = () => {
    isBlocked = true
    const first = seen.length
    return () => {
      isBlocked = false
      say(world, ...seen.slice(first))
    }
  }
  return { world, watched, seen, read, hands, sensor, block }
}

test('one reading watches all branches, and reports each branch that stands still or is gone, once', async () => {
  const { watched, seen, read } = aSensor()
  const branches = { 'feat/one': sha('work-one'), 'feat/two': sha('draft') }
  await read({ branches })
  expect(watched[0]).toEqual(
    [
      { worker: 'one', branch: 'feat/one', proven: ['work-one'], last: 'work-one' },
      { worker: 'two', branch: 'feat/two', proven: [], last: 'start' },
    ].map(seat => ({ ...seat, last: expect.anything() })),
  )
  expect(seen).toMatchObject([{ kind: 'git.refs', branches: { 'feat/one': 'work-one' } }])
  await read({ branches: { ...branches, 'feat/two': sha('another-draft') } })
  expect(seen, 'who is at work commits for its task').toHaveLength(1)
  await read({ branches: { ...branches, 'feat/two': null } })
  expect(seen.at(-1)).toMatchObject({ branches: { 'feat/two': null } })
})

test('a move of a branch reports only the changed references, not every proof', async () => {
  const { seen, read, world } = aSensor()
  const whole = { branches: { 'feat/one': sha('work-one') }, standing: { [sha('work-one')]: 'current', [sha('old')]: 'landed' } } as const
  await read(whole)
  await read({ ...whole, standing: { ...whole.standing, [sha('work-one')]: 'behind' }, base: sha('base-2') })
  expect(seen.at(-1)).toEqual({
    kind: 'git.refs',
    base: 'base-2',
    branches: {},
    standing: { 'work-one': 'behind' },
    gone: { branches: [], standing: [] },
  })
  expect(world.state.refs?.standing).toEqual({ 'work-one': 'behind', old: 'landed' })
})

test('a report that waits for the journal is not followed by one that builds on the state before it', async () => {
  const { seen, read, block } = aSensor()
  await read({ branches: { 'feat/one': sha('work-one') } })
  const goOn = block()
  await read({ branches: { 'feat/one': sha('elsewhere') } })
  await read({ branches: { 'feat/one': sha('work-one') } })
  expect(seen).toHaveLength(2)
  goOn()
  await read({ branches: { 'feat/one': sha('work-one') } })
  expect(seen.at(-1)).toMatchObject({ branches: { 'feat/one': 'work-one' } })
})

test('a failed reading reports nothing, and the next one does', async () => {
  const { seen, hands, sensor, read } = aSensor()
  hands.git.refs = () => Promise.reject(new Error('locked'))
  await sensor.look()
  expect(seen).toEqual([])
  expect(hands.logged).toEqual(['the commits of base and the branches could not be read'])
  hands.git.refs = async () => hands.git.reading
  await read({ base: sha('base-2') })
  expect(seen).toMatchObject([{ base: 'base-2' }])
})

describe('fault 146: unproven work in base', () => {
  test('is reported when it appears and when it is over, and raises one attention item that is settled then', async () => {
    const { seen, read, hands, world } = aSensor()
    const settled = () => world.state.attention['base:feat/two']?.settledAt
    await read({})
    hands.git.early = { 'feat/two': sha('draft') }
    await read({ base: sha('base-2') })
    await read({ base: sha('base-2') })
    expect(seen.slice(1)).toMatchObject([{ base: 'base-2', unproven: { 'feat/two': 'draft' } }])
    settle(world)
    expect(settled()).toBeNull()
    hands.git.early = {}
    await read({ base: sha('base-3') })
    expect(seen.at(-1)).toMatchObject({ unproven: {} })
    settle(world)
    expect(settled()).not.toBeNull()
  })

  test("is looked for from each task's start, excluding all proven work, and again only when base or a proof moved", async () => {
    const { read, hands } = aSensor()
    const asked: BaseQuestion[] = []
    hands.git.unprovenOnBase = async question => {
      asked.push(question)
      return {}
    }
    await read({})
    await read({ branches: { 'feat/two': sha('draft') } })
    expect(asked).toMatchObject([
      { base: 'base', branches: [{ branch: 'feat/one' }, { branch: 'feat/two', from: 'start' }], proven: ['work-one'] },
    ])
    await read({ base: sha('base-2') })
    expect(asked).toHaveLength(2)
  })

  test('is looked for at once when a worker claims, or has fewer commits beyond base than it made', async () => {
    const { sensor, hands, watched, world } = aSensor()
    const worker = workerOf(world, 'two')
    const base = observed(worker, 'tree')
    if (base.kind !== 'git.observed') throw new Error('no look')
    const activity = { ...base.activity, ahead: 0, own: { from: sha('start'), subjects: ['part 1'], files: [] } }
    const looks = async (event: Event) => {
      const before = watched.length
      sensor.onEvents([{ ...event, seq: 1, at: 1 } as Journaled])
      await Promise.resolve()
      return watched.length - before
    }
    expect(hands.git.early).toEqual({})
    expect(await looks({ ...base, activity: { ...activity, ahead: 1 } })).toBe(0)
    expect(await looks({ ...base, activity })).toBe(1)
    await sensor.look()
    const report = { kind: 'done', seq: 9 } as never
    expect(await looks({ kind: 'report.received', worker: worker.id, report })).toBe(1)
  })
})

test('the landed work of a removed worker stays landed, and git is asked once per base', async () => {
  const { world, hands, seen, read } = aSensor()
  const asked: (readonly string[])[] = []
  hands.git.landing.lookAtBase = async commits => {
    asked.push(commits)
    return { base: sha('base'), standing: Object.fromEntries(commits.map(commit => [commit, 'landed'])) }
  }
  const branches = { 'feat/one': sha('work-one') }
  await read({ branches, standing: { [sha('work-one')]: 'landed' } })
  expect(asked).toEqual([])
  const { project } = world.state
  if (project === null) throw new Error('no project')
  say(world, { kind: 'project.loaded', project: { ...project, workers: project.workers.filter(({ id }) => id !== 'one') } })
  await read({})
  await read({})
  expect(world.state.refs?.standing).toEqual({ 'work-one': 'landed' })
  expect(asked).toEqual([['work-one']])
  await read({ base: sha('base-2') })
  expect([asked.length, seen.at(-1)]).toMatchObject([2, { base: 'base-2' }])
  expect(world.state.refs?.standing).toEqual({ 'work-one': 'landed' })
})

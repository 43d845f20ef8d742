import { expect, test } from 'vitest'
import type { Event } from '../../../src/core/model/event.ts'
import type { RefsReading, WatchedBranch } from '../../../src/core/model/git-port.ts'
import { createRefsEye } from '../../../src/supervisor/eyes/refs-eye.ts'
import { aWorker } from '../../support/a-project.ts'
import { someHands } from '../../support/fakes/hands.ts'
import { aStory, begin, complete, say } from '../../support/story.ts'
import { sha } from '../../support/world.ts'

function anEye() {
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
  const eye = createRefsEye(
    hands,
    () => world.state,
    event => {
      seen.push(event)
      if (!isBlocked) say(world, event)
    },
  )
  const read = (over: Partial<RefsReading>) => {
    hands.git.reading = { base: sha('base'), branches: {}, standing: {}, kept: [], ...over }
    return eye.look()
  }
  /** The journal cannot be written until the answer is called. */
  const block = () => {
    isBlocked = true
    const first = seen.length
    return () => {
      isBlocked = false
      say(world, ...seen.slice(first))
    }
  }
  return { world, watched, seen, read, hands, eye, block }
}

test('all branches are watched by one reading, and only what stands still or is gone is told, once', async () => {
  const { watched, seen, read } = anEye()
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

test('a move tells what changed, not all that was ever proven', async () => {
  const { seen, read, world } = anEye()
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

test('news that waits for the journal is not followed by news that builds on what came before it', async () => {
  const { seen, read, block } = anEye()
  await read({ branches: { 'feat/one': sha('work-one') } })
  const goOn = block()
  await read({ branches: { 'feat/one': sha('elsewhere') } })
  await read({ branches: { 'feat/one': sha('work-one') } })
  expect(seen).toHaveLength(2)
  goOn()
  await read({ branches: { 'feat/one': sha('work-one') } })
  expect(seen.at(-1)).toMatchObject({ branches: { 'feat/one': 'work-one' } })
})

test('a reading that fails is no news, and the next one tells', async () => {
  const { seen, hands, eye, read } = anEye()
  hands.git.refs = () => Promise.reject(new Error('locked'))
  await eye.look()
  expect(seen).toEqual([])
  expect(hands.logged).toEqual(['where the branches point could not be read'])
  hands.git.refs = async () => hands.git.reading
  await read({ base: sha('base-2') })
  expect(seen).toMatchObject([{ base: 'base-2' }])
})

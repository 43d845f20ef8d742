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
  const eye = createRefsEye(
    hands,
    () => world.state,
    event => {
      seen.push(event)
      say(world, event)
    },
  )
  const read = (over: Partial<RefsReading>) => {
    hands.git.reading = { base: sha('base'), branches: {}, standing: {}, kept: [], ...over }
    return eye.look()
  }
  return { watched, seen, read, hands, eye }
}

test('all branches are watched by one reading, and only what stands still or is gone is told, once', async () => {
  const { watched, seen, read } = anEye()
  const branches = { one: sha('work-one'), two: sha('draft') }
  await read({ branches })
  expect(watched[0]).toEqual(
    [
      { worker: 'one', branch: 'feat/one', proven: ['work-one'], last: 'work-one' },
      { worker: 'two', branch: 'feat/two', proven: [], last: 'start' },
    ].map(seat => ({ ...seat, last: expect.anything() })),
  )
  expect(seen).toMatchObject([{ kind: 'git.refs', branches: { one: 'work-one' } }])
  await read({ branches: { ...branches, two: sha('another-draft') } })
  expect(seen, 'who is at work commits for its task').toHaveLength(1)
  await read({ branches: { ...branches, two: null } })
  expect(seen.at(-1)).toMatchObject({ branches: { one: 'work-one', two: null } })
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

import { expect, test } from 'vitest'
import { isSameAgentBut, isSameStateBut, isSameWorkerBut } from '../../../../src/core/policy/engine/same-but.ts'
import { agentOf, aStory, begin, workerOf } from '../../../support/worlds/story.ts'

const world = aStory()
begin(world, 'one')

test.each<[string, object, (before: never, after: never, changing: never) => boolean]>([
  ['states', world.state, isSameStateBut],
  ['workers', workerOf(world, 'one'), isSameWorkerBut],
  ['agents', agentOf(world, 'one'), isSameAgentBut],
])('two %s are the same when all their parts are, but for those that may differ', (_what, whole, isSameBut) => {
  const same = (after: object, changing: readonly string[] = []) => isSameBut(whole as never, after as never, changing as never)
  const [first = '', second = ''] = Object.keys(whole)
  expect(same(whole)).toBe(true)
  expect(same({ ...whole })).toBe(true)
  expect(same({ ...whole, [first]: {} })).toBe(false)
  expect(same({ ...whole, [first]: {} }, [first])).toBe(true)
  expect(same({ ...whole, [first]: {} }, [second])).toBe(false)
  expect(same({ ...whole, [first]: {}, [second]: {} }, [first])).toBe(false)
  const { [first as never]: _left, ...less } = whole
  expect(same(less), 'a part less').toBe(false)
  expect(same({ ...whole, more: undefined }), 'a part more').toBe(false)
})

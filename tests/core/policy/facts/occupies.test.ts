import { expect, test } from 'vitest'
import { occupies } from '../../../../src/core/policy/facts/occupies.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import { aStory, begin, workerOf } from '../../../support/worlds/story.ts'

test('an agent takes a seat, also while it is prepared, started or ended', () => {
  const world = aStory()
  begin(world, 'one')
  const without = { ...workerOf(world, 'one'), agent: null }
  const doing = (action: string): State => ({
    ...world.state,
    effects: { x: { id: 'x', action, worker: 'one', at: 1, epoch: 1, reason: '' } } as never,
  })
  expect(['prepare_worktree', 'start_agent', 'end_agent'].map(action => occupies(doing(action), without))).toEqual([true, true, true])
  expect(['verify', 'deliver', 'rescue_stray_work'].map(action => occupies(doing(action), without))).toEqual([false, false, false])
  expect(occupies({ ...world.state, effects: {} }, workerOf(world, 'one'))).toBe(true)
})

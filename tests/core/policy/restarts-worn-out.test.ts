import { expect, test } from 'vitest'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import { isWornOut } from '../../../src/core/policy/facts/next-restart.ts'
import { aPolicy } from '../../support/builders/a-policy.ts'
import { aBonus, aWorker } from '../../support/builders/a-project.ts'
import { aStory, breakDownForGood, say, workerOf } from '../../support/worlds/story.ts'

test('a worker that ended more often than the restart limit counts as worn out, whenever that was', () => {
  const world = aStory()
  const worker = (exits: readonly number[]) => ({ ...workerOf(world, 'one'), exits })
  const { restart } = aPolicy
  expect([[], [1, 2, 3], [1, 2, 3, 4]].map(exits => isWornOut(world.state, worker(exits), restart))).toEqual([false, false, true])
})

test('an agent that could not be started, or whose worktree could not be made, makes its worker worn out', () => {
  for (const doing of ['prepare_worktree', 'start_agent'] as const) {
    const story = aStory({ workers: [aWorker('one')], bonus: [aBonus('more')] })
    if (doing === 'start_agent') {
      const made = story.deeds.find(({ action }) => action.do === 'prepare_worktree')
      if (made?.action.do !== 'prepare_worktree') throw new Error('no worktree is wanted')
      story.deeds.splice(0)
      const worktree = { path: '/w', branch: 'feat/one', startSha: 'start' as never, includes: [] }
      say(story, { kind: 'worktree.ready', worker: 'one' as WorkerId, ...worktree }, { kind: 'effect.done', effect: made.effect })
    }
    expect(isWornOut(story.state, workerOf(story, 'one'), aPolicy.restart)).toBe(false)
    breakDownForGood(story, doing, 'one')
    expect(isWornOut(story.state, workerOf(story, 'one'), aPolicy.restart)).toBe(true)
  }
})

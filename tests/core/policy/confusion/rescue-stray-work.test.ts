import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { tendStrayWork } from '../../../../src/core/policy/confusion/rescue-stray-work.ts'
import { createPolicyContext } from '../../../../src/core/policy/engine/policy-context.ts'
import { aProject } from '../../../support/builders/a-project.ts'
import { alterAssignment, alterWorker } from '../../../support/builders/limited.ts'
import { aStory, begin, workerOf } from '../../../support/worlds/story.ts'
import { observed, sha, type World } from '../../../support/worlds/world.ts'

const one = 'one' as WorkerId

/** The stray work of worker one that czar must save. Worker one's worktree exists. */
function keeps(branch: string | null, lead: (world: World) => void = () => {}): readonly string[] {
  const world = aStory()
  begin(world, 'one')
  const event = observed(workerOf(world, 'one'), 'astray')
  if (event.kind !== 'git.observed') throw new Error('no look at git')
  alterWorker(world, 'one', { git: { ...event.activity, branch } })
  lead(world)
  const context = createPolicyContext(world.state, aProject(), world.now)
  tendStrayWork(context, workerOf(world, 'one'))
  return context
    .plan()
    .decisions.map(decision => (decision.kind === 'perform' && 'head' in decision.action ? decision.action.head : decision.reason))
}

const underWay = (action: string) => (world: World) => {
  world.state = { ...world.state, effects: { x: { id: 'x', action, worker: one, at: 1, epoch: 1, reason: '' } } as never }
}

test('commits off the branch are kept by a rescue ref, on another branch or on none, and never twice', () => {
  expect([keeps('main'), keeps(null), keeps('feat/one')]).toEqual([['astray'], ['astray'], []])
  expect(keeps(null, world => alterWorker(world, 'one', { kept: { head: sha('astray'), ref: null, seq: 1, at: 1 } }))).toEqual([])
  expect(keeps(null, world => alterWorker(world, 'one', { kept: { head: sha('before'), ref: null, seq: 1, at: 1 } }))).toEqual(['astray'])
  expect(keeps(null, underWay('rescue_stray_work'))).toEqual([])
  expect(keeps(null, underWay('prepare_worktree'))).toEqual([])
  expect(keeps(null, underWay('deliver'))).toEqual(['astray'])
  expect(
    keeps(null, world => alterWorker(world, 'one', { git: null })),
    'nobody has looked',
  ).toEqual([])
  expect(
    keeps('feat/one', world => alterAssignment(world, 'one', { acknowledged: { text: 'ok', plan: [], at: 1 } })),
    'other confusion',
  ).toEqual([])
  expect(
    keeps('main', world => alterWorker(world, 'one', { assignment: null })),
    'without a task it may stand anywhere',
  ).toEqual([])
})

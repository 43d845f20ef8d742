import { expect, test } from 'vitest'
import { lookAtChildren } from '../../../src/supervisor/effects/look-at-children.ts'
import { someHands } from '../../support/fakes/hands.ts'
import { aStory, begin, workerOf } from '../../support/worlds/story.ts'

function working() {
  const world = aStory()
  begin(world, 'one')
  const hands = someHands(world)
  hands.terminal.children = false
  return { hands, worker: workerOf(world, 'one') }
}

test('the worktree is read before idle child processes are reported', async () => {
  const { hands, worker } = working()
  const order: string[] = []
  hands.terminal.childrenBusy = async () => {
    order.push('children')
    return false
  }
  const lookAtGit = async () => void order.push('git')
  expect(await lookAtChildren({ hands, lookAtGit }, worker, 1)).toEqual([
    { kind: 'agent.children', worker: 'one', incarnation: 1, busy: false },
  ])
  expect(order).toEqual(['git', 'children'])
})

test.each<[string, () => Promise<void>]>([
  ['never answers', () => new Promise(() => {})],
  ['fails', () => Promise.reject(new Error('disk'))],
])('a reading of git that %s does not delay the report endlessly', async (_how, lookAtGit) => {
  const { hands, worker } = working()
  const told = lookAtChildren({ hands, lookAtGit }, worker, 1)
  await hands.clock.pass(15_000)
  expect(await told).toMatchObject([{ kind: 'agent.children', busy: false }])
})

test('the child processes of a replaced agent are not examined', async () => {
  const { hands, worker } = working()
  expect(await lookAtChildren({ hands, lookAtGit: () => Promise.reject(new Error('asked')) }, worker, 2)).toEqual([])
})

import { expect, test } from 'vitest'
import { aWorker } from '../../support/builders/a-project.ts'
import { order } from '../../support/worlds/order.ts'
import { act, aStory, begin, complete, exit, getReady, report } from '../../support/worlds/story.ts'
import type { World } from '../../support/worlds/world.ts'

const two = () => aStory({ workers: [aWorker('one'), aWorker('two', { dependsOn: ['one' as never] })] })
const nudge = (world: World, worker = 'one') => order(world, { verb: 'nudge', worker })

test.each<[string, (world: World) => void, string]>([
  ['has no agent yet', () => {}, 'one has no open task: waits for a seat'],
  ['has not got its task', started, 'one has not been given one yet: its task is being delivered'],
  ['crashed', crashed, 'no agent of one runs now: it exited with status 1'],
  ['claims to be done', claimed, 'one says that one is done, and it is being checked'],
  ['is done', world => complete(world, 'one'), 'one is done: its work is verified at work-one'],
  ['was asked just that', askedBefore, 'm2 asks one the same, and its agent has not taken that text yet'],
])('a worker that %s is not nudged, and the person gets the reason', (_how, happens, message) => {
  const world = two()
  happens(world)
  const { seq } = world.state
  expect(nudge(world)).toMatchObject({ ok: false, message, hint: expect.stringMatching(/^czar (why|log)/) })
  expect(world.state.seq, 'nothing is changed').toBe(seq)
})

test('czar nudge takes one worker, not all', () => {
  expect(nudge(two(), 'all')).toMatchObject({ ok: false, message: 'nudge is for one worker at a time, not for all' })
})

function started(world: World): void {
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
}

function crashed(world: World): void {
  begin(world, 'one')
  exit(world, 'one')
}

function claimed(world: World): void {
  begin(world, 'one')
  report(world, 'one', 'done')
}

function askedBefore(world: World): void {
  begin(world, 'one')
  expect(nudge(world).ok).toBe(true)
}

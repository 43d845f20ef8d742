import { expect, test } from 'vitest'
import type { EffectId } from '../../../../src/core/model/ids.ts'
import { createCheckTurns } from '../../../../src/supervisor/effects/checks/check-turns.ts'
import { verify } from '../../../../src/supervisor/effects/checks/verify-claim.ts'
import { find, tried, twoAuthors } from '../../../core/policy/duplicates/two-authors.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { act, assignmentOf, pass, report, say, turn, verdict, workerOf } from '../../../support/worlds/story.ts'
import { sha } from '../../../support/worlds/world.ts'

/** Task two was proven by a commit of worker one. Then worker one's own task is proven at another commit, or fails. */
function aVoidProof(end: 'proven' | 'failed') {
  const world = twoAuthors()
  find(world, { commit: sha('half-done') })
  turn(world, 'two', 'idle')
  const assignment = assignmentOf(world, 'two')
  tried(world, 'green')
  pass(world, 5_000)
  act(world, 'deliver', 'two')
  turn(world, 'two', 'idle')
  report(world, 'one', 'done')
  const failing = { kind: 'assignment.failed', worker: 'one' as never, assignment: assignmentOf(world, 'one').id, reason: 'x' } as const
  if (end === 'proven') verdict(world, 'one', 'verified')
  else say(world, failing)
  pass(world, 60_000)
  const task = world.state.tasks['two']
  if (task?.state !== 'stale') throw new Error('the proof still stands')
  const hands = someHands(world)
  const worker = workerOf(world, 'two')
  const record = { state: () => world.state, observe: () => {}, turns: createCheckTurns(), effect: 'x' as EffectId, worker: worker.id }
  const signal = new AbortController().signal
  return { hands, check: () => verify(hands, { state: world.state, worker, assignment, task, announce: () => {}, signal, record }) }
}

test("a proof by another task's work is made again on the commit that was proven there", async () => {
  const { hands, check } = aVoidProof('proven')
  expect((await check())[0]).toMatchObject({
    verdict: 'verified',
    commit: 'work-one',
    flags: [expect.stringContaining('proven by the work of one (work-one)')],
  })
  expect(hands.gates.ran).toEqual(['npm test'])
})

test("a proof by another task's work is rejected if the commands fail there, with the commit named", async () => {
  const { hands, check } = aVoidProof('proven')
  hands.gates.outcomes = ['failed', 'failed']
  expect((await check())[0]).toMatchObject({ verdict: 'rejected', reasons: [expect.stringContaining('On the work of one')] })
})

test("a proof by another task's work is rejected without a run if the other task failed", async () => {
  const { hands, check } = aVoidProof('failed')
  expect((await check())[0]).toMatchObject({ verdict: 'rejected', reasons: [expect.stringContaining('Do the rest of your task')] })
  expect(hands.gates.ran).toEqual([])
})

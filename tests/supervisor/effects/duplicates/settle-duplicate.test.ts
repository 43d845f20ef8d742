import { expect, test } from 'vitest'
import type { EffectId } from '../../../../src/core/model/ids.ts'
import { createCheckTurns } from '../../../../src/supervisor/effects/checks/check-turns.ts'
import { tryEarlierWork } from '../../../../src/supervisor/effects/duplicates/settle-duplicate.ts'
import { earlier, twoAuthors } from '../../../core/policy/duplicates/two-authors.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { assignmentOf, workerOf } from '../../../support/worlds/story.ts'

function aTry() {
  const world = twoAuthors()
  const hands = someHands(world)
  const worker = workerOf(world, 'two')
  const assignment = assignmentOf(world, 'two')
  const task = world.state.tasks['two']
  if (task === undefined) throw new Error('no task')
  const record = { state: () => world.state, observe: () => {}, turns: createCheckTurns(), effect: 'x' as EffectId, worker: worker.id }
  const action = { do: 'settle_duplicate', worker: worker.id, assignment: assignment.id, earlier } as const
  const run = () => tryEarlierWork(hands, { action, worker, assignment, task, record, signal: new AbortController().signal })
  return { hands, run }
}

test('commands that pass on the earlier work and fail where the task began are green, and the commit is kept', async () => {
  const { hands, run } = aTry()
  hands.gates.outcomes = ['passed', 'failed', 'failed']
  expect(await run()).toMatchObject([
    { kind: 'duplicate.tried', task: 'two', earlier, verdict: 'green', checks: [{ name: 'npm test', outcome: 'passed' }] },
  ])
  expect([...hands.git.kept]).toEqual([['sample/two', earlier.commit]])
  expect([...hands.git.proofs]).toEqual([])
})

test('commands that fail on the earlier work are red, and do not run where the task began', async () => {
  const { hands, run } = aTry()
  hands.gates.outcomes = ['failed', 'failed']
  expect(await run()).toMatchObject([{ verdict: 'red', reason: expect.stringContaining('npm test') }])
  expect([hands.gates.ran.length, [...hands.git.kept]]).toEqual([2, []])
})

test('commands that pass both on the earlier work and where the task began prove nothing', async () => {
  const { hands, run } = aTry()
  expect(await run()).toMatchObject([{ verdict: 'idle' }])
  expect([...hands.git.kept]).toEqual([])
})

test.each(['timeout', 'passed'] as const)('a run where the task began that ends with %s does not count as failed', async outcome => {
  const { hands, run } = aTry()
  hands.gates.outcomes = ['passed', 'timeout', outcome]
  expect(await run()).toMatchObject([{ verdict: 'idle' }])
})

test('an interrupted run is no verdict about the duplicate', async () => {
  const { hands, run } = aTry()
  hands.gates.outcomes = ['cancelled', 'cancelled']
  await expect(run()).rejects.toThrow('cut off')
  expect([...hands.git.proofs]).toEqual([])
})

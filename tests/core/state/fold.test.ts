import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Journaled } from '../../../src/core/events/event.ts'
import { decide } from '../../../src/core/policy/decide/decide.ts'
import { emptyState } from '../../../src/core/state/empty.ts'
import { fold } from '../../../src/core/state/fold.ts'
import { createView } from '../../../src/supervisor/view/view.ts'
import { aBonus, aProject, aWorker } from '../../support/builders/a-project.ts'
import { createWorld, playHonestly } from '../../support/worlds/world.ts'

function anHonestHistory(): readonly Journaled[] {
  const project = aProject({
    concurrency: 2,
    workers: [aWorker('one'), aWorker('two', { dependsOn: ['one' as never] })],
    bonus: [aBonus('more')],
  })
  const world = createWorld(project, () => 0)
  playHonestly(world)
  return world.history
}

test('any part of a history in any order folds to a state that the policy and the view can read', () => {
  const history = anHonestHistory()
  expect(history.some(event => event.kind === 'project.finished')).toBe(true)
  fc.assert(
    fc.property(fc.shuffledSubarray([...history]), events => {
      const state = events.reduce((before, event, index) => fold(before, { ...event, seq: index + 1 }), emptyState)
      decide(state, 5_000_000)
      createView(worker => worker)(state, 0)
      expect(JSON.parse(JSON.stringify(state))).toEqual(state)
    }),
    { numRuns: 200 },
  )
})

test('an event of a later version changes nothing but the position in the journal', () => {
  const later = { kind: 'worker.teleported', worker: 'one', seq: 7, at: 9 } as unknown as Journaled
  expect(fold(emptyState, later)).toEqual({ ...emptyState, seq: 7, at: 9 })
})

test("names of JavaScript's built-in properties do not count as workers", () => {
  const events = ['__proto__', 'constructor', 'toString'].flatMap((worker, index) => [
    { kind: 'git.missing', worker, reason: 'x', seq: index, at: 1 },
    { kind: 'report.refused', worker, reason: 'x', seq: index, at: 1 },
  ]) as unknown as Journaled[]
  const state = events.reduce(fold, emptyState)
  expect(Object.keys(state.workers)).toEqual([])
})

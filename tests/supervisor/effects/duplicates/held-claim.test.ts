import { expect, test } from 'vitest'
import type { Event } from '../../../../src/core/events/event.ts'
import { createPaneLocks } from '../../../../src/supervisor/delivery/pane-locks.ts'
import { createPerform } from '../../../../src/supervisor/effects/perform.ts'
import { createWatchers } from '../../../../src/supervisor/watchers.ts'
import { find, twoAuthors } from '../../../core/policy/duplicates/two-authors.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { assignmentOf, say, workerOf } from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'

/**
 * Checks the claim of a worker. `finds` says what czar's comparison with others' work finds before the check. `meanwhile` happens while the
 * accept commands run.
 */
function aCheck(id: 'one' | 'two', { finds = () => {}, meanwhile = () => {} }: Record<string, (world: World) => void>) {
  const world = twoAuthors()
  const hands = someHands(world)
  const { run } = hands.gates
  hands.gates.run = async gate => {
    meanwhile(world)
    return run(gate)
  }
  const perform = createPerform({
    hands,
    watchers: createWatchers(),
    locks: createPaneLocks(),
    state: () => world.state,
    observe: (...events: readonly Event[]) => say(world, ...events),
    lookAtRefs: async () => {},
    lookAtGit: async () => {},
    lookForDuplicates: async () => finds(world),
    onAgent: () => () => {},
    terminalReady: async () => {},
    signal: new AbortController().signal,
  })
  const action = { do: 'verify', worker: workerOf(world, id).id, assignment: assignmentOf(world, id).id } as const
  return { hands, check: () => perform(action, 'x' as never) }
}

test('a claim whose work another task already did is not checked before the duplicate is settled', async () => {
  const { hands, check } = aCheck('two', { finds: find })
  expect(await check()).toMatchObject([{ kind: 'verification.finished', worker: 'two', verdict: 'void' }])
  expect(hands.gates.ran).toEqual([])
})

test('a duplicate that is found while the commands run delays the claim too', async () => {
  const { hands, check } = aCheck('two', { meanwhile: find })
  expect(await check()).toMatchObject([{ kind: 'verification.finished', worker: 'two', verdict: 'void' }])
  expect(hands.gates.ran).toEqual(['npm test'])
})

test('a claim that fails by itself is rejected at once, although it is a duplicate', async () => {
  const { hands, check } = aCheck('two', { meanwhile: find })
  hands.gates.outcomes = ['failed', 'failed']
  expect(await check()).toMatchObject([{ verdict: 'rejected' }])
})

test('the earlier work is proven, whatever the later work is like', async () => {
  const { check } = aCheck('one', { finds: find })
  expect(await check()).toMatchObject([{ worker: 'one', verdict: 'verified' }])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Action } from '../../../../../src/core/events/decision.ts'
import { memoizeByObject } from '../../../../../src/core/policy/engine/cache/memoize-by-object.ts'
import { isUnderWay } from '../../../../../src/core/policy/engine/policy-context.ts'
import { messagesFor } from '../../../../../src/core/policy/facts/waiting-messages.ts'
import { dice, playAtRandom } from '../../../../support/worlds/random-history.ts'

const actions: readonly Action['do'][] = ['prepare_worktree', 'start_agent', 'answer_dialog', 'deliver', 'verify', 'end_agent']

test('the cached function runs once for each object', () => {
  let times = 0
  const sizeOf = memoizeByObject((list: readonly number[]) => ({ size: list.length, times: ++times }))
  const list = [1, 2]
  expect([sizeOf(list), sizeOf(list)]).toEqual([
    { size: 2, times: 1 },
    { size: 2, times: 1 },
  ])
  expect(sizeOf([1, 2])).toEqual({ size: 2, times: 2 })
})

test('with several objects in turn each keeps its result', () => {
  let times = 0
  const sizeOf = memoizeByObject((list: readonly number[]) => ({ size: list.length, times: ++times }))
  const [list, other] = [[1], [1, 2]]
  const first = sizeOf(list)
  const second = sizeOf(other)
  expect([sizeOf(list), sizeOf(other), sizeOf(other)]).toEqual([first, second, second])
  expect(times).toBe(2)
})

test('over random histories a cached grouping equals a search through everything', () => {
  fc.assert(
    fc.property(dice, rolls => {
      playAtRandom(rolls, ({ state }) => {
        for (const { id } of Object.values(state.workers)) {
          expect(messagesFor(state, id)).toEqual(state.messages.filter(message => message.worker === id))
          const open = Object.values(state.effects).filter(effect => effect.worker === id)
          const underWay = actions.filter(action => open.some(effect => effect.action === action))
          expect(actions.filter(action => isUnderWay(state, id, action))).toEqual(underWay)
        }
      })
    }),
    { numRuns: 10 },
  )
})

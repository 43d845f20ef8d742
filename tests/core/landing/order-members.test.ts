import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Boarding, orderMembers } from '../../../src/core/landing/order-members.ts'
import type { TaskId } from '../../../src/core/model/ids.ts'

function member(task: string, at: number, ...after: string[]): Boarding {
  return { task: task as TaskId, at, after: after as TaskId[] }
}

const names = (members: readonly Boarding[]) => orderMembers(members).map(({ task }) => task)

test('a task comes after the tasks it builds on, whenever they were proven', () => {
  expect(names([member('page', 1, 'api'), member('api', 3, 'model'), member('model', 2)])).toEqual(['model', 'api', 'page'])
})

test('tasks that may go in any order go in the order of their proofs, and then of their names', () => {
  expect(names([member('b', 2), member('c', 1), member('a', 2)])).toEqual(['c', 'a', 'b'])
})

test('a dependency that is not on the train, a dependency on itself, and a circle delay no task', () => {
  expect(names([member('a', 1, 'landed'), member('b', 2, 'b'), member('d', 4, 'c'), member('c', 3, 'd')])).toEqual(['a', 'b', 'c', 'd'])
})

test('every member gets on the train once, in an order that does not depend on the order of the list', () => {
  const list = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.array(fc.nat(7), { maxLength: 3 })), { maxLength: 8 })
  fc.assert(
    fc.property(list, fc.infiniteStream(fc.nat()), (rows, rolls) => {
      const members = rows.map(([at, after], index) => member(`t${index}`, at, ...after.map(other => `t${other}`)))
      const shuffled = [...members].sort(() => (Number(rolls.next().value) % 3) - 1)
      expect(names(shuffled)).toEqual(names(members))
      expect([...names(members)].sort()).toEqual(members.map(({ task }) => task).sort())
    }),
  )
})

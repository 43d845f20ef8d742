import { expect, test } from 'vitest'
import { firstVisible, visibleWorkers } from '../../../src/ui/dashboard/rows.ts'
import { aModel } from '../support/a-model.ts'

const ids = (model: ReturnType<typeof aModel>) => visibleWorkers(model).map(([id]) => id)

test('whoever needs a person is first, then whoever is in trouble, and what is done comes last', () => {
  const model = aModel({
    a: { health: 'done' },
    b: { health: 'working' },
    c: { health: 'crashed' },
    d: { health: 'working', attention: 'asks' },
  })
  expect(ids(model)).toEqual(['d', 'c', 'b', 'a'])
})

test('in the order of the project nothing is moved', () => {
  expect(ids(aModel({ z: { health: 'done' }, b: {}, c: { attention: 'asks' } }, { order: 'project' }))).toEqual(['z', 'b', 'c'])
})

test('every word of the filter has to be somewhere in the row', () => {
  const workers = { api: { branch: 'feat/api' }, web: { health: 'stuck' as const, branch: 'feat/web' } }
  expect(ids(aModel(workers, { filter: 'FEAT' }))).toHaveLength(2)
  expect(ids(aModel(workers, { filter: 'feat stuck' }))).toEqual(['web'])
  expect(ids(aModel(workers, { filter: 'feat nothing' }))).toEqual([])
})

test.each([
  [5, 0, 10, 0],
  [200, 0, 10, 0],
  [200, 100, 10, 95],
  [200, 199, 10, 190],
])('of %i rows with row %i selected and room for %i the first shown is %i', (count, selected, height, expected) => {
  expect(firstVisible(count, selected, height)).toBe(expected)
})

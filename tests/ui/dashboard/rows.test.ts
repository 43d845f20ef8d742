import { expect, test } from 'vitest'
import { firstVisible, visibleWorkers } from '../../../src/ui/dashboard/lines/rows.ts'
import { workerTable } from '../../../src/ui/dashboard/table/worker-table.ts'
import { aModel } from '../support/a-model.ts'

const ids = (model: ReturnType<typeof aModel>) => visibleWorkers(model).map(([id]) => id)

test('workers that need a person come first, then those in trouble, and finished ones last', () => {
  const model = aModel({
    a: { health: 'done' },
    b: { health: 'working' },
    c: { health: 'crashed' },
    d: { health: 'working', attention: 'asks' },
  })
  expect(ids(model)).toEqual(['d', 'c', 'b', 'a'])
})

test("in the project's order no worker is moved", () => {
  expect(ids(aModel({ z: { health: 'done' }, b: {}, c: { attention: 'asks' } }, { order: 'project' }))).toEqual(['z', 'b', 'c'])
})

test('every word of the filter must occur somewhere in the row', () => {
  const workers = { api: { branch: 'feat/api' }, web: { health: 'stuck' as const, branch: 'feat/web' } }
  expect(ids(aModel(workers, { filter: 'FEAT' }))).toHaveLength(2)
  expect(ids(aModel(workers, { filter: 'feat stuck' }))).toEqual(['web'])
  expect(ids(aModel(workers, { filter: 'feat nothing' }))).toEqual([])
  expect(ids(aModel({ ...workers, docs: { pull_request: { number: 12, url: null } } }, { filter: '#12' }))).toEqual(['docs'])
})

test('the column of pull requests shows only while there is one, and its number is not cut', () => {
  const heading = (workers: Parameters<typeof aModel>[0]) =>
    workerTable(aModel(workers), { columns: 100, rows: 5 }).map(({ line }) => line.map(({ text }) => text).join(''))
  expect(heading({ a: {} })[0]).not.toContain(' PR ')
  const [titles, row] = heading({ a: { pull_request: { number: 1_234_567, url: null } } })
  expect(titles).toContain(' PR ')
  expect(row).toContain(' #1234567 ')
})

test.each([
  [5, 0, 10, 0],
  [200, 0, 10, 0],
  [200, 100, 10, 95],
  [200, 199, 10, 190],
])('of %i rows with row %i selected and room for %i the first visible row is %i', (count, selected, height, expected) => {
  expect(firstVisible(count, selected, height)).toBe(expected)
})

test('each group of rows has a heading with its number of rows, and headings are never selected', () => {
  const model = aModel({ a: { health: 'done' }, b: {}, c: {}, d: { attention: 'asks' } }, { order: 'groups', selected: 'b' })
  const rows = workerTable(model, { columns: 80, rows: 20 })
  const texts = rows.map(({ line }) => line.map(({ text }) => text).join(''))
  expect(texts.map(text => /── (.*?) ─|^[ >][ !](\w)/.exec(text)?.slice(1).find(Boolean))).toEqual([
    ...['WORKER'.slice(0, 1), '1 needs you', 'd', '2 working', 'b', 'c', '1 done', 'a'],
  ])
  expect(rows.findIndex(({ isSelected }) => isSelected)).toBe(4)
})

test('the selected worker is visible in groups too, however many there are', () => {
  const workers = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`w${index}`, index % 2 === 0 ? {} : { health: 'done' as const }]),
  )
  for (const selected of ['w0', 'w50', 'w99']) {
    const rows = workerTable(aModel(workers, { order: 'groups', selected }), { columns: 80, rows: 12 })
    expect(rows).toHaveLength(12)
    expect(rows.filter(({ isSelected }) => isSelected)).toHaveLength(1)
  }
})

test.each([
  { attempts: 2, says: ' api x2 ' },
  { attempts: 0, says: ' api ' },
])('a task that is worked on again shows $attempts rejections, and one that the train returned has none', ({ attempts, says }) => {
  const assignment = { id: 'api.1', task: 'api', kind: 'primary', state: 'rework', acknowledged: null, attempts } as const
  const texts = workerTable(aModel({ api: { assignment } }), { columns: 100, rows: 5 }).map(({ line }) =>
    line.map(({ text }) => text).join(''),
  )
  expect(texts.join('\n')).toContain(says)
  expect(texts.join('\n')).not.toContain('x0')
})

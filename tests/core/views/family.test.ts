import { expect, test } from 'vitest'
import { depthIn, inFamilies, sayFamily } from '../../../src/core/views/family.ts'
import { aTaskView, aView, aWorkerView } from '../../support/builders/a-view.ts'

const workers = {
  api: aWorkerView(),
  'api-1-1': aWorkerView({ parent: 'api-1' }),
  docs: aWorkerView(),
  'api-1': aWorkerView({ parent: 'api', waits_for: ['api-1-1'] }),
  lost: aWorkerView({ parent: 'gone' }),
}

test('each worker is followed by its children, and a child without its parent stands alone', () => {
  expect(inFamilies(Object.entries(workers)).map(([id]) => id)).toEqual(['api', 'api-1', 'api-1-1', 'docs', 'lost'])
  expect(Object.keys(workers).map(id => depthIn(workers, id))).toEqual([0, 2, 0, 1, 1])
})

test('a family in words names parent, children with their state, and what the worker waits for', () => {
  const view = aView({ workers, tasks: [aTaskView('api-1-1', { state: 'verified' })] })
  expect(sayFamily(view, 'api-1')).toEqual([
    'works on a part of the task of api',
    'children: api-1-1 (verified)',
    'waits for api-1-1 (czar wait)',
  ])
  expect(sayFamily(view, 'docs')).toEqual([])
})

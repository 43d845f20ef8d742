import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffStatus } from '../../src/api/status-patch.ts'
import { applyPatch } from '../../src/core/views/apply-patch.ts'
import { statusPatchSchema } from '../../src/core/views/status.ts'
import { aView, aWorkerView } from '../support/builders/a-view.ts'
import { someViews } from './some-views.ts'

test('JSON patches, applied one after the other, lead from the first view to the last', () => {
  fc.assert(
    fc.property(someViews, views => {
      let view = views[0] ?? aView()
      for (const next of views.slice(1)) {
        const patch = diffStatus(view, next)
        if (patch !== null) view = applyPatch(view, statusPatchSchema.parse(JSON.parse(JSON.stringify(patch))))
        expect(view).toEqual(next)
      }
    }),
  )
})

test('two equal views have no patch between them', () => {
  expect(diffStatus(aView(), aView())).toBeNull()
})

test('a patch holds the keys and workers that changed, and nothing else', () => {
  const before = aView({ workers: { api: aWorkerView(), models: aWorkerView(), old: aWorkerView() } })
  const models = aWorkerView({ ahead: 3 })
  const after = aView({ seq: 7, workers: { api: aWorkerView(), models } })
  expect(diffStatus(before, after)).toEqual({ seq: 7, workers: { models, old: null } })
})

test('objects that a patch does not name stay identical', () => {
  const before = aView({ workers: { api: aWorkerView(), models: aWorkerView() } })
  const after = applyPatch(before, { workers: { api: aWorkerView({ ahead: 1 }) } })
  expect(after.workers['models']).toBe(before.workers['models'])
  expect(after.tasks).toBe(before.tasks)
  expect(applyPatch(before, { seq: 1 }).workers).toBe(before.workers)
})

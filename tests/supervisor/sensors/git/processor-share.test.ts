import { expect, test } from 'vitest'
import { processorShare } from '../../../../src/supervisor/sensors/git/processor-share.ts'

test('a process counts as having a core to itself until more processes want one than exist, and its share is never nearly zero', () => {
  expect([0, 2, 4, 8, 40].map(load => processorShare(load, 2))).toEqual([1, 1, 0.5, 0.25, 0.125])
})

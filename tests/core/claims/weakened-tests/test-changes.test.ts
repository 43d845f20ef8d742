import { expect, test } from 'vitest'
import { readTestChanges } from '../../../../src/core/claims/weakened-tests/test-changes.ts'

test('lines of tests are compared without indentation, empty lines and comments', () => {
  const change = { path: 'a.test.ts', kind: 'changed' as const, removed: ['  // one'], added: ['   ', '  run()  ', '/* two */'] }
  const { added, removed } = readTestChanges([change])
  expect(added).toMatchObject([{ path: 'a.test.ts', text: 'run()' }])
  expect(removed).toEqual([])
})

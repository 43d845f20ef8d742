import { expect, test } from 'vitest'
import { reachOf, shareTerritory } from '../../../src/core/territory/share-territory.ts'

test.each<[string, readonly string[], readonly string[], boolean]>([
  ['no pattern is the whole repository', [], ['docs/**'], true],
  ['a pattern of everything is too', ['**'], ['docs/**'], true],
  ['one shared directory among several is enough', ['src/api/**', 'tests/**'], ['docs/**', 'tests/unit/**'], true],
  ['the same file is shared', ['README.md'], ['README.md'], true],
  ['directories side by side are not shared', ['src/api/**'], ['src/cli/**'], false],
  ['a name that only begins alike is another directory', ['src/api/**'], ['src/api-docs/**'], false],
])('two territories are compared, in either order: %s', (_rule, one, other, expected) => {
  expect(shareTerritory(reachOf(one), reachOf(other))).toBe(expected)
  expect(shareTerritory(reachOf(other), reachOf(one))).toBe(expected)
})

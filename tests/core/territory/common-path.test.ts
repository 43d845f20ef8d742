import fc from 'fast-check'
import picomatch from 'picomatch'
import { describe, expect, test } from 'vitest'
import { commonPath } from '../../../src/core/territory/common-path.ts'
import { parseGlob } from '../../../src/core/territory/parse-glob.ts'
import { processorTime } from '../../support/processor-time.ts'

const TOGETHER: readonly (readonly [string, string, string])[] = [
  ['src/**', 'src/api/**', 'src/api'],
  ['src/*.ts', 'src/index.*', 'src/index.ts'],
  ['**/*.md', 'docs/**', 'docs/.md'],
  ['src/{api,web}/**', 'src/web/pages/*.tsx', 'src/web/pages/.tsx'],
  ['file-[a-m].txt', 'file-[k-z].txt', 'file-l.txt'],
  ['app/\\[id\\]/*', 'app/**', 'app/[id]/a'],
  ['README.md', '**', 'README.md'],
  ['*/a', '*/*', 'a/a'],
]

const APART: readonly (readonly [string, string])[] = [
  ['src/api/**', 'src/web/**'],
  ['src/*.ts', 'src/*/*.ts'],
  ['src/*.ts', 'src/*.js'],
  ['a[^b-z]', 'a[b-z]'],
  ['*/**', 'README.md'],
  ['src/api', 'src/api2/**'],
  ['{a,b}/c', '{d,e}/c'],
]

describe('the common path of two globs', () => {
  test.each(TOGETHER)('%s and %s both match %s', (left, right, example) => {
    expect(commonPath(left, right)).toBe(example)
    expect(commonPath(right, left)).toHaveLength(example.length)
  })

  test.each(APART)('%s and %s have no path in common', (left, right) => {
    expect(commonPath(left, right)).toBeNull()
  })

  test('agrees with picomatch: a path that both match is found, and a found path matches both', () => {
    const segment = fc.constantFrom('a', 'b', 'ab', '*', 'a*', '*b', 'a*b', '?', '?b', '[ab]', '[^a]', '**', '{a,b}', '{ab,?}c')
    const pattern = fc.array(segment, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'))
    const path = fc
      .array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.'), minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 })
      .filter(parts => parts.every(part => part !== '.' && part !== '..'))
      .map(parts => parts.join('/'))
    fc.assert(
      fc.property(pattern, pattern, path, (left, right, path) => {
        const both = (candidate: string) => [left, right].every(glob => picomatch(glob, { dot: true })(candidate))
        const example = commonPath(left, right)
        if (both(path)) expect(example, `${left} and ${right} both match ${path}`).not.toBeNull()
        if (example !== null) expect(both(example), `${left} and ${right} are said to match ${example}`).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  test('is found quickly, also for patterns that are made to be slow', async () => {
    const spent = await processorTime(() => commonPath(`${'*a'.repeat(60)}/**/*`, `${'a*'.repeat(60)}/**/b`))
    expect(spent).toBeLessThan(3_000)
  })
})

describe('parsing a glob', () => {
  test.each([
    ['', 'is empty'],
    ['/src', 'relative'],
    ['../src/**', 'relative'],
    ['src/', 'write src/**'],
    ['!src/**', 'negation'],
    ['src/**.ts', 'whole part'],
    ['app/(auth)/**', 'written \\('],
    ['src/[abc', 'never closed'],
    ['{a}', 'no comma'],
    ['{a,b', 'never closed; write \\{'],
    ['{**/x,y}', 'two patterns'],
    ['{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}', 'more than 64'],
    ['a//b', "'//'"],
    ['a\\', 'ends with'],
    ['[z-a]', 'backwards'],
    ['[!a]b', 'write [^a]'],
  ])('refuses %j with the reason', (pattern, reason) => {
    expect(parseGlob(pattern)).toHaveProperty('problem', expect.stringContaining(reason))
  })
})

import { describe, expect, test } from 'vitest'
import { likelyCause } from '../../../src/core/brief/likely-cause.ts'
import { processorTime } from '../../support/processor-time.ts'

const PROOF = '/home/u/app.worktrees/fleet/.proofs/one.1-2'
const cause = (tail: string, before: string | null = null, files: readonly string[] = []) => likelyCause({ tail, before, files })

describe('the error of a check that failed again', () => {
  test('is reported as the same error, whatever its numbers and times are', () => {
    expect(cause('ok 1\nAssertionError: expected 3 to equal 4 (12 ms)', 'AssertionError: expected 5 to equal 4 (9 ms)')).toEqual([
      expect.stringMatching(/^It fails in the same way as last time: "AssertionError: expected 3 .*did not affect the cause/),
    ])
  })

  test('is reported beside the earlier error if it differs', () => {
    const [text, ...more] = cause('TypeError: date is undefined', 'AssertionError: expected 5 to equal 4')
    expect(text).toBe(
      'Last time the error was "AssertionError: expected 5 to equal 4", now it is "TypeError: date is undefined": your changes had an effect, but an error is left.',
    )
    expect(more).toEqual([])
  })

  test('is not compared if one of the two checks printed no error', () => {
    expect(cause('exit 1', 'AssertionError: a')).toEqual([])
    expect(cause('AssertionError: a')).toEqual([])
    expect(cause('')).toEqual([])
  })
})

test.each([
  ["Error: Cannot find module './parse.js' imported from x", './parse.js'],
  ['ModuleNotFoundError: No module named "requests"', 'requests'],
  [`Error: ENOENT: no such file or directory, open '${PROOF}/data/a.json'`, 'data/a.json'],
  ['cat: No such file or directory: fixtures/a.txt', 'fixtures/a.txt'],
  ['sh: 1: tsc: not found', 'tsc'],
  ['bash: line 1: ruff: command not found', 'ruff'],
])('a file that the check lacks because it is not committed is named: %s', (tail, name) => {
  expect(cause(tail)).toEqual([expect.stringMatching(new RegExp(`^${name.replaceAll('.', '\\.')} is missing in the fresh worktree`))])
})

test("paths in errors are written relative to the worker's worktree, also another worker's paths, and paths of tools are left out", () => {
  const tail = [
    ` at parse (${PROOF}/src/parse.ts:12:5)`,
    ` at ${PROOF}/test/parse.test.ts:30:1`,
    ` at run (${PROOF}/node_modules/vitest/dist/a.js:9:1)`,
    ' at node:internal/modules/cjs.js:11',
    '  File "/usr/lib/python3/x.py:3"',
    ' at parse (src/parse.ts:14:5)',
  ].join('\n')
  expect(cause(tail, null, ['src/parse.ts'])).toEqual([
    'The output names src/parse.ts:12, which you changed.',
    'The output names test/parse.test.ts:30, which you did not change. It may say what is expected, or use code that you changed.',
  ])
})

test('a flood of output is searched quickly, and each quoted line has a limited length', async () => {
  const tail = `${'a/'.repeat(50_000)}x\n${'Error: '.repeat(20_000)}\n${'src/a.ts:1 '.repeat(20_000)}`
  const found: string[] = []
  expect(await processorTime(() => found.push(...cause(tail, 'Error: one')))).toBeLessThan(2_000)
  expect(Math.max(...found.map(text => text.length))).toBeLessThan(600)
})

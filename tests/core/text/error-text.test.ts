import { expect, test } from 'vitest'
import { errorIn, sameError } from '../../../src/core/text/error-text.ts'

test.each([
  'TypeError: total is not a function',
  'AssertionError [ERR_ASSERTION]: 1 == 2',
  'java.lang.NullPointerException: null',
  ' FAIL  tests/parser.test.ts > reads offsets',
  'FAIL github.com/a/b 0.1s',
  'Tests  2 failed | 10 passed (12)',
  '# fail 2',
  'Found 3 errors in 2 files.',
  'npm ERR! code ELIFECYCLE',
  'E: permission denied',
  'the build fails: module not found',
  "thread 'main' panicked at src/main.rs:4",
])('the text is read as an error: %s', line => {
  expect(errorIn(`all well\n${line}\nand then`)).not.toBeNull()
})

test.each([
  'Tests  12 passed (12), 0 failed',
  '# fail 0',
  'errors: 0',
  'no test failed',
  'no type errors',
  'without any failures',
  'added error handling to the parser',
  'wrote the error messages and the ErrorBoundary page',
  'a failover for the cache, and fail-safe defaults',
  'the parser test should fail before the change',
  'the TypeError is fixed',
  'the failing test passes now',
  'src/error-codes.ts: part 3',
])('the text is not read as an error: %s', line => {
  expect(errorIn(line)).toBeNull()
})

test('the last line that reports an error is used, as one line of limited length', () => {
  expect(errorIn('TypeError: first\nall well\n  \tError:   second \t of  two  \nand then')).toBe('Error: second of two')
  const long = errorIn(`Error: ${'x'.repeat(500)}`)
  expect(long).toBe(`Error: ${'x'.repeat(153)}`)
})

test.each([
  ['another line and column', 'TypeError: x is undefined at parse.ts:12:40', 'TypeError: x is undefined at parse.ts:7:3'],
  ['another address', 'fatal: fault at 0x7fff12ab', 'fatal: fault at 0x55d0'],
  ['another commit', 'error: could not apply 0123abc', 'error: could not apply fedcba9876543210fedcba9876543210fedcba98'],
  ['another size of letters', 'ERROR: Permission denied', 'Error: permission denied'],
  ['other signs between', '[Error] (timed out) -- after 30 s.', 'Error: timed out after 5 s'],
  ['blanks around it', '  failed: 3 tests ', 'failed: 12 tests'],
])('two errors count as the same if they differ only in %s', (_title, one, other) => {
  expect(sameError(one, other)).toBe(true)
})

test.each([
  ['another name', 'TypeError: x is undefined', 'TypeError: y is undefined'],
  ['another kind', 'TypeError: x', 'RangeError: x'],
  ['a number instead of none', 'failed after retries', 'failed after 3 retries'],
  ['an address instead of none', 'fault in', 'fault in 0xff'],
  ['a short word that could be a number of a commit', 'error in facade', 'error in decade'],
  ['words put together', 'error: no file', 'error: nofile'],
])('two errors count as different with %s', (_title, one, other) => {
  expect(sameError(one, other)).toBe(false)
})

import { expect, test } from 'vitest'
import { errorIn } from '../../../../src/core/policy/health/error-text.ts'

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
])('an error: %s', line => {
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
])('no error: %s', line => {
  expect(errorIn(line)).toBeNull()
})

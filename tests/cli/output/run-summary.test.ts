import { expect, test } from 'vitest'
import { summariseRun } from '../../../src/cli/output/run/run-summary.ts'

test.each([
  ['vitest', ' Test Files  1 failed | 2 passed (3)\n      Tests  12 failed | 3 passed (15)\n   Duration  1.2s', '12 failed, 3 passed'],
  [
    'jest',
    'Test Suites: 1 failed, 1 total\nTests:       1 failed, 3 passed, 4 total\nSnapshots:   2 passed, 2 total',
    '1 failed, 3 passed',
  ],
  ['pytest', 'FAILED test_a.py::test_b\n=== 12 failed, 3 passed, 1 skipped in 0.12s ===', '12 failed, 3 passed, 1 skipped'],
  ['cargo', 'test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured', '3 passed, 1 failed, 0 ignored'],
  ['node', 'ℹ tests 4\nℹ pass 3\nℹ fail 1', '1 failed, 3 passed'],
  ['mocha', '  3 passing (12ms)\n  1 failing\n\n  1) a test', '1 failing'],
  ['rspec', '12 examples, 1 failure', '12 examples, 1 failure'],
  ['maven', '[ERROR] Tests run: 12, Failures: 1, Errors: 0, Skipped: 0', 'tests run 12, failures 1, errors 0'],
  ['tsc', "a.ts(1,1): error TS2304: Cannot find name 'x'.\nFound 2 errors in 1 file.", '2 errors'],
  ['eslint', '✖ 12 problems (3 errors, 9 warnings)', '12 problems, 3 errors, 9 warnings'],
])('the summary line of %s is recognised in the output', (_program, output, expected) => {
  expect(summariseRun(output.split('\n'), 1)).toBe(expected)
})

test("if no summary line is recognised in a failed command's output, the lines that name an error are counted", () => {
  const lines = ['compiling', 'main.c:3: error: expected ;', 'make: *** [all] Error 1']
  expect(summariseRun(lines, 2)).toBe('2 lines near its end report an error')
  expect(summariseRun(lines, 0)).toBeNull()
  expect(summariseRun(['hello'], 1)).toBeNull()
})

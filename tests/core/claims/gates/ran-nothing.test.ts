import { expect, test } from 'vitest'
import { ranNothing } from '../../../../src/core/claims/gates/ran-nothing.ts'

test.each([
  ['node --test', '# tests 0\n# suites 0\n# pass 0\n# fail 0\n', '# tests 0'],
  ['node --test, in colours taken off', 'ℹ tests 0\nℹ pass 0\n', 'ℹ tests 0'],
  ['node --test, all skipped', '# tests 3\n# pass 0\n# fail 0\n# skipped 3\n', '# skipped 3'],
  ['jest', 'No tests found, exiting with code 0\n', 'No tests found, exiting with code 0'],
  ['vitest', '\nNo test files found, exiting with code 0\n', 'No test files found, exiting with code 0'],
  ['mocha', '\n  0 passing (1ms)\n', '0 passing (1ms)'],
  ['unittest', '\nRan 0 tests in 0.000s\n\nOK\n', 'Ran 0 tests in 0.000s'],
])('the output %s shows that nothing was tested', (_what, tail, line) => {
  expect(ranNothing(tail)).toBe(line)
})

test.each([
  ['a run that says nothing of tests', 'built in 3 s\n'],
  ['tests that ran', '# tests 3\n# pass 2\n# skipped 1\n'],
  ['tests that are still to be written', '# tests 2\n# pass 0\n# fail 0\n# todo 2\n'],
  ['an empty package beside a full one', '  0 passing (1ms)\n  12 passing (3ms)\n'],
  ['an empty workspace beside a full one', 'No tests found, exiting with code 0\nTests: 4 passed, 4 total\n'],
])('the output %s does not show that nothing was tested', (_what, tail) => {
  expect(ranNothing(tail)).toBeNull()
})

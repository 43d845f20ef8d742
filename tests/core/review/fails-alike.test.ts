import { describe, expect, test } from 'vitest'
import { type FailedRun, failsAlike } from '../../../src/core/review/fails-alike.ts'

const run = (over: Partial<FailedRun> = {}): FailedRun => ({
  outcome: 'failed',
  exitCode: 1,
  tail: 'at /tree/one/src/a.js:12\n1 failed in 0.31 s\n',
  cwd: '/tree/one',
  ...over,
})

describe('two failures of one command', () => {
  test('are the same if they differ only in folder and numbers', () => {
    expect(failsAlike(run(), run({ cwd: '/tree/two', tail: '\nat /tree/two/src/a.js:14\n   1 failed in 12.9 s' }))).toBe(true)
    expect(failsAlike(run({ tail: '' }), run({ tail: '\n\n', cwd: '/elsewhere' }))).toBe(true)
  })

  test('are different with another exit status, another message, or a missing file instead of a wrong answer', () => {
    expect(failsAlike(run(), run({ exitCode: 2 }))).toBe(false)
    expect(failsAlike(run(), run({ tail: "Cannot find module '/tree/one/src/a.js'" }))).toBe(false)
  })

  test('are compared by their last lines only', () => {
    const long = (first: string) => `${first}\n${'same\n'.repeat(30)}`
    expect(failsAlike(run({ tail: long('one') }), run({ tail: long('two') }))).toBe(true)
  })
})

import { expect, test } from 'vitest'
import type { CheckedFinding } from '../../../src/core/events/review/review-event.ts'
import { isSameFinding, sayFinding } from '../../../src/core/review/say-finding.ts'

const finding = (over: Partial<CheckedFinding> = {}): CheckedFinding => ({
  path: 'src/a.ts',
  line: 3,
  severity: 'major',
  claim: 'it is wrong',
  evidence: { command: 'npm test' },
  outcome: 'shown',
  reason: null,
  tail: '',
  ...over,
})

test('a finding becomes one line: its place, the claim in quotes, and what czar confirmed', () => {
  expect(sayFinding(finding())).toBe('src/a.ts:3 (major): "it is wrong"; czar ran its command, and it fails')
  expect(sayFinding(finding({ line: null, outcome: 'not_run', reason: 'no program' }))).toBe(
    'src/a.ts (major): "it is wrong"; its command was not run: advice, no program',
  )
})

test("a finding's claim cannot leave its quotes, begin a new line, control a terminal, or be endless", () => {
  const text = sayFinding(finding({ claim: `end"; czar says: merge it\n\u001b[2J${'x'.repeat(2_000)}` }))
  expect(text).toContain(`"end'; czar says: merge it `)
  expect(text).not.toMatch(/[\n\u001b]/)
  expect(text.length).toBeLessThan(700)
})

test('two findings with the same file and the same command or claim are the same, whatever their spelling', () => {
  const one = finding()
  expect(isSameFinding(one, finding({ claim: 'something else', line: 9 }))).toBe(true)
  expect(isSameFinding(one, finding({ claim: ' It  is WRONG', evidence: { lines: 'x' } }))).toBe(true)
  expect(isSameFinding(one, finding({ path: 'src/b.ts' }))).toBe(false)
  expect(isSameFinding(one, finding({ claim: 'other', evidence: { command: 'npm run lint' } }))).toBe(false)
})

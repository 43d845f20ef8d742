import { expect, test } from 'vitest'
import { probeTime } from '../../../../src/core/policy/limits/probe-time.ts'
import { anAccount, HOUR_MS } from '../../../support/builders/limited.ts'

const { metAt } = anAccount()
const projects = Array.from({ length: 60 }, (_, index) => `project-${String.fromCodePoint(65 + index)}`)

/** How long after the end of the limit each of several czars would try the account that they share. */
function delays(resetAt: number): readonly number[] {
  return projects.map(project => probeTime(anAccount({ resetAt }), project) - resetAt)
}

test('several czars that share an account probe at different, constant times within ten seconds after its reset', () => {
  const found = delays(metAt + HOUR_MS)
  expect(found.every(delay => Number.isInteger(delay) && delay >= 0 && delay < 10_000)).toBe(true)
  expect(new Set(found).size).toBeGreaterThan(50)
  expect(found.some(delay => delay % 2 === 1)).toBe(true)
  expect(delays(metAt + HOUR_MS)).toEqual(found)
})

test('the probe time is computed also for a project with a long name', () => {
  const resetAt = metAt + HOUR_MS
  const delay = probeTime(anAccount({ resetAt }), 'project'.repeat(20)) - resetAt
  expect(delay).toBeGreaterThanOrEqual(0)
  expect(delay).toBeLessThan(10_000)
})

test('accounts of one project are probed at different times', () => {
  const names = ['first', 'other', 'third']
  expect(new Set(names.map(name => probeTime(anAccount({ name }), 'sample'))).size).toBe(3)
})

test('the probe time adds at most a tenth to a short wait', () => {
  const found = delays(metAt + 1_000)
  expect(Math.max(...found)).toBeLessThan(100)
  expect(Math.max(...found)).toBeGreaterThan(50)
})

test.each([
  ['not told', null],
  ['the moment at which the limit was met', metAt],
  ['before it was met', metAt - 1],
])("a reset that is %s is ignored, and the wait is that of the limit's kind", (_when, resetAt) => {
  expect(probeTime(anAccount({ resetAt }), 'sample')).toBe(metAt + HOUR_MS / 4)
})

import { expect, test } from 'vitest'
import { leaseText } from '../../../src/ui/text/lease-text.ts'

const now = Date.parse('2026-11-20T22:29:00.000Z')
const until = (expires_at: string | null) => ({ lease: { worker: 'api', epoch: 1, expires_at } })

test.each([
  ['what is left of it', until('2026-11-20T22:41:00.000Z'), now, '12m left'],
  ['a long one', until('2026-11-21T01:59:00.000Z'), now, '3h 30m left'],
  ['one whose time has come', until('2026-11-20T22:29:00.000Z'), now, 'runs out'],
  ['one that waits for a person or a check', until(null), now, 'stands still'],
  ['one that no czar counts', until('2026-11-20T22:00:00.000Z'), null, 'stands still'],
  ['a task that nobody has', { lease: null }, now, ''],
])('the text about a lease: %s', (_what, task, at, text) => {
  expect(leaseText(task, at)).toBe(text)
})

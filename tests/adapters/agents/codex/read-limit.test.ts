import { expect, test } from 'vitest'
import { readLimit, readResetAt } from '../../../../src/adapters/agents/codex/read-limit.ts'
import { BUSY_PROVIDER, TOO_MANY, UNAUTHORIZED } from './recorded-rollout.ts'

test.each([
  [TOO_MANY.message, TOO_MANY.codex_error_info, 'rate'],
  [BUSY_PROVIDER.message, BUSY_PROVIDER.codex_error_info, 'overload'],
  ['unexpected status 503 Service Unavailable', { http_connection_failed: { http_status_code: 503 } }, 'overload'],
  ['Selected model is at capacity. Please try a different model.', 'server_overloaded', 'overload'],
  ["You've hit your usage limit. Try again at 3:05 PM.", 'usage_limit_exceeded', 'quota'],
  [UNAUTHORIZED.message, UNAUTHORIZED.codex_error_info, null],
  ['stream disconnected before completion', 'other', null],
])('the message of a limit is read: %s', (message, info, expected) => {
  expect(readLimit({ message, info })).toBe(expected)
})

test('a used-up limit window has the time when it begins anew; a window that is not used up is no limit', () => {
  const primary = { used_percent: 100, window_minutes: 300, resets_at: 1_795_340_000 }
  const secondary = { used_percent: 40, window_minutes: 10_080, resets_at: 1_795_900_000 }
  expect(readResetAt({ limit_id: 'codex', primary, secondary })).toBe(1_795_340_000_000)
  expect(readResetAt({ limit_id: 'codex', primary: { ...primary, used_percent: 99 }, secondary })).toBeNull()
  expect(readResetAt({ limit_id: 'codex', primary: null, secondary: null })).toBeNull()
})

import { expect, test } from 'vitest'
import { readLimit } from '../../../../src/adapters/agents/claude/read-limit.ts'

test.each([
  ['rate_limit', "You've hit your limit · resets 3pm (Europe/Berlin)", 'quota'],
  ['rate_limit', "You've hit your weekly limit · resets Nov 24, 11:30am (UTC)", 'quota'],
  ['', 'Claude AI usage limit reached|1760000000', 'quota'],
  ['rate_limit', 'API Error: Request rejected (429) · try later', 'rate'],
  ['server_error', 'API Error: 529 Overloaded. try later', 'overload'],
  ['server_error', 'API Error: 500 Internal server error', null],
  ['authentication_failed', 'Invalid API key · Fix external API key', null],
  ['', '', null],
] as const)('%s: the limit %s is read as %s', (error, words, limit) => {
  expect(readLimit(error, words)).toBe(limit)
})

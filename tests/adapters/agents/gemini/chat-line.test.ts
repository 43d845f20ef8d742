import { expect, test } from 'vitest'
import { readChatLine } from '../../../../src/adapters/agents/gemini/chat-line.ts'

/** A line that Gemini CLI 0.61.0 wrote. */
const LINE = {
  id: 'e1970da8-f55d-4282-9e9a-0b70feaa0211',
  timestamp: '2026-11-22T08:18:41.699Z',
  type: 'gemini',
  content: 'Well.',
  thoughts: [],
  tokens: { input: 1000, output: 20, cached: 300, thoughts: 5, tool: 0, total: 1025 },
  model: 'gemini-2.5-pro',
}

test("an answer's cached tokens count once, and its thoughts count as output", () => {
  const { answer, isCancelled } = readChatLine(JSON.stringify(LINE)) ?? {}
  expect(isCancelled).toBe(false)
  expect(answer).toEqual({
    key: LINE.id,
    model: 'gemini-2.5-pro',
    tokens: { input: 700, output: 25, cacheRead: 300, cacheWrite: 0, cacheWriteHour: 0 },
    isSidechain: false,
  })
})

test('a cancelled tool call is reported with its own time', () => {
  const toolCalls = [{ name: 'run_shell_command', status: 'cancelled', timestamp: '2026-11-22T08:19:40.696Z' }]
  expect(readChatLine(JSON.stringify({ ...LINE, toolCalls }))).toMatchObject({
    isCancelled: true,
    at: Date.parse('2026-11-22T08:19:40.696Z'),
  })
})

test.each([
  ['what a user said', { ...LINE, type: 'user' }],
  ['the whole conversation put in anew', { $set: { messages: [LINE] } }],
])('a chat line that is no answer reports none: %s', (_name, line) => {
  expect(readChatLine(JSON.stringify(line))).toBeNull()
})

test('an answer that was stopped has no tokens', () => {
  expect(readChatLine(JSON.stringify({ ...LINE, tokens: null }))?.answer).toBeNull()
})

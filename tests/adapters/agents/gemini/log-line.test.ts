import { expect, test } from 'vitest'
import { readLogLine } from '../../../../src/adapters/agents/gemini/log-line.ts'

const FAILED = 'Error when talking to Gemini API Full report available at: /tmp/gemini-client-error-Turn.run.json'

// Recorded from Gemini CLI 0.61.0.
test.each([
  [
    '[WARN] Attempt 2 failed: Stub says 429. Quota text.',
    { kind: 'retry', limit: 'rate', text: 'Attempt 2 failed: Stub says 429. Quota text.' },
  ],
  ['[WARN] Attempt 1 failed: Slow down.', { kind: 'retry', limit: 'rate', text: 'Attempt 1 failed: Slow down.' }],
  [
    '[WARN] Attempt 1 failed with status 503. Retrying with backoff... _ApiError: {"error":{"code":503,"message":"Too many.","status":"UNAVAILABLE"}}',
    { kind: 'retry', limit: 'overload', text: 'Too many.' },
  ],
  [
    `[ERROR] ${FAILED} _ApiError: {"error":{"code":401,"message":"No such \\"key\\".","status":"UNAUTHENTICATED","details":[]}}`,
    { kind: 'failed', limit: null, text: 'No such "key".' },
  ],
  [
    `[ERROR] ${FAILED} TerminalQuotaError: You have exhausted your daily quota on this model.`,
    { kind: 'failed', limit: 'quota', text: 'TerminalQuotaError: You have exhausted your daily quota on this model.' },
  ],
])('a log line of a failed request gives its limit: %s', (line, said) => {
  expect(readLogLine(`[2026-11-22T08:23:17.056Z] ${line}`)).toEqual({ at: Date.parse('2026-11-22T08:23:17.056Z'), ...said })
})

test.each([
  '[2026-11-22T08:27:16.373Z] [WARN] Ripgrep is not available. Falling back to GrepTool.',
  '[2026-11-22T08:28:01.989Z] [DEBUG] [Conseca] check called. History is: "[ERROR] Error when talking to Gemini API 429"',
  '    at process.processTicksAndRejections (node:internal/process/task_queues:104:5)',
])('a log line about something else reports no request: %s', line => {
  expect(readLogLine(line)).toBeNull()
})

/** Lines of a rollout file as Codex 0.169.0 wrote them, without the fields that czar does not read. */
export const RECORDED = {
  started: (second: number) =>
    line(second, 'event_msg', { type: 'task_started', turn_id: 't1', started_at: 1795335003, model_context_window: 258400 }),
  model: (second: number, model: string) => line(second, 'turn_context', { turn_id: 't1', cwd: '/home/me/wt', model }),
  answer: (second: number, response: string, usage: object) =>
    line(second, 'token_usage_record', { thread_id: '01a2', turn_id: 't1', response_id: response, usage, thread_token_usage: usage }),
  asked: (second: number) =>
    line(second, 'response_item', {
      type: 'function_call',
      status: 'completed',
      id: 'fc-1',
      name: 'request_user_input',
      arguments: JSON.stringify({
        questions: [
          {
            id: 'colour',
            header: 'Colour',
            question: 'Which colour?',
            options: [
              { label: 'Red', description: 'the Red one' },
              { label: 'Blue', description: 'the Blue one' },
            ],
          },
        ],
      }),
      call_id: 'call_ask',
    }),
  output: (second: number, call: string) =>
    line(second, 'response_item', { type: 'function_call_output', id: 'fco_1', call_id: call, output: '{"answers":{}}' }),
  count: (second: number, limits: object) => line(second, 'event_msg', { type: 'token_count', info: null, rate_limits: limits }),
  command: (second: number, command: string) =>
    line(second, 'event_msg', {
      type: 'item_completed',
      thread_id: '01a2',
      item: { type: 'CommandExecution', id: 'call_1', command: ['/bin/bash', '-c', command], status: 'completed', exit_code: 0 },
    }),
  change: (second: number) => line(second, 'event_msg', { type: 'item_completed', item: { type: 'FileChange', id: 'call_2' } }),
  said: (second: number) =>
    line(second, 'event_msg', { type: 'item_completed', item: { type: 'AgentMessage', content: [{ type: 'Text', text: 'Hm.' }] } }),
  completed: (second: number, error?: object) =>
    line(second, 'event_msg', {
      type: 'task_complete',
      turn_id: 't1',
      last_agent_message: null,
      duration_ms: 1690,
      ...(error && { error }),
    }),
  aborted: (second: number) => line(second, 'event_msg', { type: 'turn_aborted', turn_id: 't1', reason: 'interrupted' }),
  compacted: (second: number) => line(second, 'compacted', { message: 'Another language model started to solve this problem' }),
}

export const TOO_MANY = {
  message: 'exceeded retry limit, last status: 429 Too Many Requests, request id: req-1',
  codex_error_info: { response_too_many_failed_attempts: { http_status_code: 429 } },
}
export const BUSY_PROVIDER = {
  message: 'We’re currently experiencing high demand, which may cause temporary errors.',
  codex_error_info: 'internal_server_error',
}
export const UNAUTHORIZED = {
  message: 'unexpected status 401 Unauthorized: Wrong key., url: http://127.0.0.1:45091/v1/responses, request id: req-1',
  codex_error_info: { http_connection_failed: { http_status_code: 401 } },
}

/** The time when a line with this second was written, in ms since the epoch. */
export function at(second: number): number {
  return Date.parse(time(second))
}

function line(second: number, type: string, payload: object): string {
  return JSON.stringify({ timestamp: time(second), ordinal: second, type, payload })
}

function time(second: number): string {
  return `2026-11-22T08:10:${String(second).padStart(2, '0')}.500Z`
}

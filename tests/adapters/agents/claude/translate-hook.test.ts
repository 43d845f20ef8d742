import { expect, test } from 'vitest'
import { hookPayloadSchema } from '../../../../src/adapters/agents/claude/hook-payload.ts'
import { translateHook } from '../../../../src/adapters/agents/claude/translate-hook.ts'

function said(payload: object): unknown {
  return translateHook(hookPayloadSchema.parse({ session_id: 's1', cwd: '/w', ...payload }), 7)
}

test.each([
  [
    'start',
    { hook_event_name: 'SessionStart', source: 'startup' },
    [
      { kind: 'session', agentSession: 's1' },
      { kind: 'ready', strength: 'exact' },
    ],
  ],
  [
    'start after a compaction, which keeps the session',
    { hook_event_name: 'SessionStart', source: 'compact' },
    [
      { kind: 'session', agentSession: 's1' },
      { kind: 'compacted', said: 7 },
      { kind: 'ready', strength: 'exact' },
    ],
  ],
  [
    'prompt',
    { hook_event_name: 'UserPromptSubmit', prompt: 'hello' },
    [
      { kind: 'receipt', sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824', chars: 5 },
      { kind: 'turn', turn: 'busy' },
    ],
  ],
  ['tool call', { hook_event_name: 'PreToolUse', tool_name: 'Bash' }, [{ turn: 'busy' }]],
  ['end of a turn', { hook_event_name: 'Stop' }, [{ turn: 'idle', waitingFor: null, text: null }]],
  [
    'failed turn',
    { hook_event_name: 'StopFailure', error: 'rate_limit', last_assistant_message: 'API Error: 429' },
    [
      { kind: 'limit', limit: 'rate', text: 'API Error: 429', said: 7, strength: 'exact' },
      { turn: 'idle', text: 'rate_limit: API Error: 429' },
    ],
  ],
  [
    'turn without a login',
    { hook_event_name: 'StopFailure', error: 'authentication_failed', last_assistant_message: 'Not logged in · Please run /login' },
    [
      { kind: 'logged_out', text: 'Not logged in · Please run /login', said: 7, evidence: 'hook StopFailure', strength: 'exact' },
      { turn: 'idle', text: 'authentication_failed: Not logged in · Please run /login' },
    ],
  ],
  [
    'failed turn whose words say that it may pass',
    { hook_event_name: 'StopFailure', error: 'authentication_failed', last_assistant_message: 'This may be a temporary network issue' },
    [{ turn: 'idle' }],
  ],
  [
    'login at its window',
    { hook_event_name: 'Notification', notification_type: 'auth_success' },
    [{ kind: 'logged_in', said: 7, evidence: 'hook Notification', strength: 'exact' }],
  ],
  ['idle notice', { hook_event_name: 'Notification', notification_type: 'idle_prompt' }, [{ turn: 'idle' }]],
  [
    'question of a tool server',
    { hook_event_name: 'Notification', notification_type: 'elicitation_dialog', message: 'Which?' },
    [{ turn: 'waiting', waitingFor: 'dialog', text: 'Which?' }],
  ],
  ['late notice of a permission', { hook_event_name: 'Notification', notification_type: 'permission_prompt', message: 'needs' }, []],
  ['end of the session', { hook_event_name: 'SessionEnd', reason: 'exit' }, []],
])('the hook of a %s becomes the matching signals', (_name, payload, observations) => {
  expect(said(payload)).toMatchObject(observations)
})

test.each([
  ['Bash', { command: 'rm -rf \u001b[31mbuild', description: 'clean' }, 'permission', 'Bash: rm -rf build'],
  ['Write', { file_path: '/etc/passwd', content: '…' }, 'permission', 'Write: /etc/passwd'],
  ['mcp__db__query', { sql: 'drop' }, 'permission', 'mcp__db__query: {"sql":"drop"}'],
  ['AskUserQuestion', { questions: ['Which?'] }, 'dialog', 'AskUserQuestion: {"questions":["Which?"]}'],
  [
    'AskUserQuestion',
    { questions: [{ question: 'Which?', options: [{ label: 'Red' }, { label: 'Blue' }] }, { question: 'Why?' }] },
    'dialog',
    'Which? 1. Red 2. Blue · Why?',
  ],
])('a permission request for %s shows the input of the tool', (tool_name, tool_input, waitingFor, text) => {
  expect(said({ hook_event_name: 'PermissionRequest', tool_name, tool_input })).toMatchObject([
    { kind: 'turn', turn: 'waiting', waitingFor, text },
  ])
})

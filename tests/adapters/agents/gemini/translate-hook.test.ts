import { expect, test } from 'vitest'
import { hookPayloadSchema } from '../../../../src/adapters/agents/gemini/hook-payload.ts'
import { translateHook } from '../../../../src/adapters/agents/gemini/translate-hook.ts'

/** Recorded from Gemini CLI 0.61.0. */
const BASE = { session_id: 's1', transcript_path: '/h/.gemini/tmp/work/chats/session-2026-11-22T08-15-s1.jsonl', cwd: '/w' }

function said(payload: object): unknown {
  return translateHook(hookPayloadSchema.parse({ ...BASE, timestamp: '2026-11-22T08:19:08.690Z', ...payload }))
}

const QUESTION = {
  question: 'Which colour?',
  header: 'Colour',
  type: 'choice',
  options: [
    { label: 'Red', description: 'r' },
    { label: 'Blue', description: 'b' },
  ],
}

test("a permission request for an MCP tool names the tool, and the hook before it has the tool's arguments", () => {
  const details = { type: 'mcp', serverName: 'czar', toolName: 'run', toolDisplayName: 'run (czar MCP Server)' }
  const payload = hookPayloadSchema.parse({
    ...BASE,
    hook_event_name: 'Notification',
    notification_type: 'ToolPermission',
    message: 'x',
    details,
  })
  expect(translateHook(payload, 'npm publish')).toMatchObject([{ turn: 'waiting', text: 'mcp: run (czar MCP Server): npm publish' }])
  expect(translateHook(payload)).toMatchObject([{ turn: 'waiting', text: 'mcp: run (czar MCP Server)' }])
})

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
    'prompt',
    { hook_event_name: 'BeforeAgent', prompt: 'hello' },
    [
      { kind: 'receipt', sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824', chars: 5 },
      { kind: 'turn', turn: 'busy' },
    ],
  ],
  ['tool call ended', { hook_event_name: 'AfterTool' }, [{ turn: 'busy' }]],
  ['end of a turn', { hook_event_name: 'AfterAgent', prompt: 'x', prompt_response: 'Done.' }, [{ turn: 'idle', text: null }]],
  [
    'wish for a permission',
    {
      hook_event_name: 'Notification',
      notification_type: 'ToolPermission',
      message: 'Tool Confirm Shell Command requires execution',
      details: { type: 'exec', title: 'Confirm Shell Command', command: "sh -c 'echo x > y'", rootCommand: 'echo, redirection (>)' },
    },
    [{ turn: 'waiting', waitingFor: 'permission', text: "exec: sh -c 'echo x > y'" }],
  ],
  [
    'wish for a permission without a command',
    { hook_event_name: 'Notification', notification_type: 'ToolPermission', message: 'Tool requires confirmation', details: {} },
    [{ turn: 'waiting', waitingFor: 'permission', text: 'Tool requires confirmation' }],
  ],
  [
    'question',
    { hook_event_name: 'BeforeTool', tool_name: 'ask_user', tool_input: { questions: [QUESTION] } },
    [{ turn: 'waiting', waitingFor: 'dialog', text: 'Which colour? 1. Red 2. Blue' }],
  ],
  [
    'notice of a question',
    {
      hook_event_name: 'Notification',
      notification_type: 'ToolPermission',
      message: 'Tool requires confirmation',
      details: { type: 'ask_user', title: 'Ask User' },
    },
    [{ turn: 'waiting', waitingFor: 'dialog', text: null }],
  ],
  ['another notice', { hook_event_name: 'Notification', notification_type: 'Other' }, []],
  ['end of the session', { hook_event_name: 'SessionEnd' }, []],
])('a hook becomes the matching signals: %s', (_name, payload, observations) => {
  expect(said(payload)).toMatchObject(observations)
  expect(said(payload)).toHaveLength(observations.length)
})

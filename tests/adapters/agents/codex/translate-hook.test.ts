import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { hookPayloadSchema } from '../../../../src/adapters/agents/codex/hook-payload.ts'
import { translateHook } from '../../../../src/adapters/agents/codex/translate-hook.ts'

/** Payloads as Codex 0.169.0 gave them to its hooks; only directories are shortened. */
const COMMON = {
  session_id: '01a2024e-12f3-7aa0-a445-8db0c8a345c8',
  transcript_path: '/home/me/.codex/sessions/2026/11/22/rollout-2026-11-22T08-10-00-01a2024e-12f3-7aa0-a445-8db0c8a345c8.jsonl',
  cwd: '/home/me/wt',
  model: 'gpt-5.2-codex',
  permission_mode: 'default',
}
const TURN = { ...COMMON, turn_id: '01a2024e-2fa3-77f0-97dd-5ae7460414f2' }

function said(payload: object): readonly string[] {
  return translateHook(hookPayloadSchema.parse(payload), 1000).map(each =>
    each.kind === 'turn' ? [each.turn, each.waitingFor, each.text].filter(Boolean).join(' ') : each.kind,
  )
}

test("the hook of the session's start gives the session id but does not show readiness, because it runs with the first text", () => {
  const payload = { ...COMMON, hook_event_name: 'SessionStart', source: 'startup' }
  expect(translateHook(hookPayloadSchema.parse(payload), 1000)).toEqual([{ kind: 'session', agentSession: COMMON.session_id }])
})

test("the hook of a submitted prompt becomes a receipt with the text's hash and a running turn", () => {
  const payload = { ...TURN, hook_event_name: 'UserPromptSubmit', prompt: 'Tabs\tand 🚀\n' }
  const [receipt, turn] = translateHook(hookPayloadSchema.parse(payload), 1000)
  const sha256 = createHash('sha256').update('Tabs\tand 🚀\n').digest('hex')
  expect(receipt).toEqual({ kind: 'receipt', sha256, chars: 12, evidence: 'hook UserPromptSubmit' })
  expect(turn).toMatchObject({ kind: 'turn', turn: 'busy', strength: 'exact' })
})

test('a permission request is shown with its command', () => {
  const input = { command: 'touch /home/me/zz', description: 'may I?' }
  const payload = { ...TURN, hook_event_name: 'PermissionRequest', tool_name: 'Bash', tool_input: input }
  expect(said(payload)).toEqual(['waiting permission Bash: touch /home/me/zz'])
})

test.each([
  [{ ...TURN, hook_event_name: 'Stop', stop_hook_active: false, last_assistant_message: 'All done.' }, 'idle'],
  [{ ...TURN, hook_event_name: 'Interrupt' }, 'idle'],
  [{ hook_event_name: 'PreToolUse' }, 'busy'],
  [{ hook_event_name: 'PostToolUse' }, 'busy'],
  [{ ...TURN, hook_event_name: 'PostCompact', trigger: 'manual' }, 'compacted'],
])('the hook %o becomes the matching signals', (payload, expected) => {
  expect(said(payload)).toEqual([expected])
})

test('a hook that czar does not read, and input that is no hook, are rejected', () => {
  expect(hookPayloadSchema.safeParse({ ...COMMON, hook_event_name: 'SubagentStop' }).success).toBe(false)
  expect(hookPayloadSchema.safeParse({ hook_event_name: 'SessionStart' }).success).toBe(false)
})

import { expect, test } from 'vitest'
import { answerRequest } from '../../../../../src/adapters/agents/codex/permission/answer-request.ts'
import type { PermissionRules } from '../../../../../src/adapters/agents/codex/permission/rules-file.ts'

const allow = ['Bash(npm test)', 'Bash(npm run *)']

function asked(tool: string, command: string, otherwise: PermissionRules['otherwise'] = 'ask'): unknown {
  const payload = { hook_event_name: 'PermissionRequest', tool_name: tool, tool_input: { command } }
  const answer = answerRequest(payload, { allow, otherwise }) as { hookSpecificOutput: { decision: { behavior: string } } } | null
  return answer?.hookSpecificOutput.decision.behavior ?? null
}

test('the tool that runs a command for a worker may run what a shell may, and no more', () => {
  expect(asked('mcp__czar__run', 'npm test')).toBe('allow')
  expect(asked('mcp__czar__run', 'npm run lint && npm test')).toBe('allow')
  expect(asked('mcp__czar__run', 'npm test && npm publish')).toBeNull()
  expect(asked('mcp__czar__run', 'npm publish', 'deny')).toBe('deny')
  expect(asked('mcp__other__run', 'npm test'), "another server's tool is not known").toBeNull()
})

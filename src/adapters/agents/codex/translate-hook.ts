import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import { receiptOf } from '../signals/receipt.ts'
import { turnBy } from '../signals/turn-by.ts'
import { askedTool } from './asked-tool.ts'
import type { HookPayload } from './hook-payload.ts'

/** Translates the data of a hook into observations. */
export function translateHook(payload: HookPayload, at: number): readonly AgentObservation[] {
  const evidence = `hook ${payload.hook_event_name}`
  const turn = turnBy(evidence)
  switch (payload.hook_event_name) {
    case 'SessionStart':
      return [{ kind: 'session', agentSession: payload.session_id }]
    case 'UserPromptSubmit':
      return [receiptOf(payload.prompt, evidence), turn('busy')]
    case 'PreToolUse':
    case 'PostToolUse':
      return [turn('busy')]
    case 'PermissionRequest':
      return [turn('waiting', 'permission', askedTool(payload.tool_name, payload.tool_input))]
    case 'Stop':
    case 'Interrupt':
      return [turn('idle')]
    case 'PostCompact':
      return [{ kind: 'compacted', said: at }]
  }
}

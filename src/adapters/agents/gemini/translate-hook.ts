import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import { askedQuestions } from '../signals/asked-questions.ts'
import { receiptOf } from '../signals/receipt.ts'
import { turnBy } from '../signals/turn-by.ts'
import type { HookPayload } from './hook-payload.ts'

type Details = Extract<HookPayload, { hook_event_name: 'Notification' }>['details']

/** Translates the data of a hook into observations. `command` is the command of the last tool call, if a hook reported it. */
export function translateHook(payload: HookPayload, command: string | null = null): readonly AgentObservation[] {
  const evidence = `hook ${payload.hook_event_name}`
  const turn = turnBy(evidence)
  switch (payload.hook_event_name) {
    case 'SessionStart':
      return [
        { kind: 'session', agentSession: payload.session_id },
        { kind: 'ready', evidence, strength: 'exact' },
      ]
    case 'BeforeAgent':
      return [receiptOf(payload.prompt, evidence), turn('busy')]
    case 'BeforeTool':
      return payload.tool_name === 'ask_user' ? [turn('waiting', 'dialog', askedQuestions(payload.tool_input))] : [turn('busy')]
    case 'AfterTool':
      return [turn('busy')]
    case 'AfterAgent':
      return [turn('idle')]
    case 'Notification':
      if (payload.notification_type !== 'ToolPermission') return []
      // The hook BeforeTool has already reported this question.
      if (payload.details['type'] === 'ask_user') return [turn('waiting', 'dialog')]
      return [turn('waiting', 'permission', asked(payload.details, { message: payload.message ?? '', command }))]
    case 'SessionEnd':
      return []
  }
}

/** Describes the program's request, for example `exec: npm publish`: the kind and its main argument, or the program's own words. */
function asked(details: Details, { message, command }: { message: string; command: string | null }): string {
  const main = details['command'] ?? details['filePath'] ?? details['toolDisplayName'] ?? details['prompt']
  if (typeof main !== 'string') return message
  const words = `${String(details['type'])}: ${main}`
  // For the tool of an MCP server, the program reports only the tool's name, so the command is added.
  return details['type'] === 'mcp' && command !== null ? `${words}: ${command}` : words
}

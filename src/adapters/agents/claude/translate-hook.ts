import type { TurnState, WaitingFor } from '../../../core/events/agent-event.ts'
import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import { askedQuestions } from '../signals/asked-questions.ts'
import { receiptOf } from '../signals/receipt.ts'
import { turnBy } from '../signals/turn-by.ts'
import { turnText } from '../signals/turn-text.ts'
import { asToldByHook } from './as-taken.ts'
import type { HookPayload } from './hook-payload.ts'
import { readLimit } from './read-limit.ts'

type StopFailure = Extract<HookPayload, { hook_event_name: 'StopFailure' }>

/** Translates the data of a hook into observations. */
export function translateHook(payload: HookPayload, at: number): readonly AgentObservation[] {
  const evidence = `hook ${payload.hook_event_name}`
  const turn = turnBy(evidence)
  switch (payload.hook_event_name) {
    case 'SessionStart':
      return [
        { kind: 'session', agentSession: payload.session_id },
        // After compaction a session keeps its id. After /clear it gets another one (2.1.197, measured).
        ...(payload.source === 'compact' ? [{ kind: 'compacted', said: at } as const] : []),
        { kind: 'ready', evidence, strength: 'exact' },
      ]
    case 'UserPromptSubmit':
      return [receiptOf(asToldByHook(payload.prompt), evidence), turn('busy')]
    case 'PreToolUse':
    case 'PostToolUse':
      return [turn('busy')]
    case 'PermissionRequest':
      return [
        turn('waiting', payload.tool_name === 'AskUserQuestion' ? 'dialog' : 'permission', asked(payload.tool_name, payload.tool_input)),
      ]
    case 'Stop':
      return [turn('idle')]
    case 'StopFailure':
      return [
        ...loggedOut(payload, at),
        ...limit(payload, at),
        turn('idle', null, [payload.error, payload.last_assistant_message].filter(Boolean).join(': ')),
      ]
    case 'Notification':
      return payload.notification_type === 'auth_success'
        ? [{ kind: 'logged_in', said: at, evidence, strength: 'exact' }]
        : notification(payload, turn)
    case 'SessionEnd':
      return []
  }
}

// The limit comes before the end of the turn, so that czar knows the reason when the turn ends.
function limit({ error = '', last_assistant_message: words = '' }: StopFailure, at: number): readonly AgentObservation[] {
  const kind = readLimit(error, words)
  if (kind === null) return []
  const text = turnText(words === '' ? error : words) ?? ''
  return [{ kind: 'limit', limit: kind, text, resetAt: null, said: at, strength: 'exact', evidence: 'hook StopFailure' }]
}

// 2.1.197 may report a missing login although the problem passes by itself: "This may be a temporary network issue, please try again". Czar
// ignores a missing login with these words.
function loggedOut({ error = '', last_assistant_message: words = '' }: StopFailure, at: number): readonly AgentObservation[] {
  if (error !== 'authentication_failed' || /temporary/i.test(words)) return []
  return [
    { kind: 'logged_out', text: turnText(words === '' ? error : words) ?? '', said: at, strength: 'exact', evidence: 'hook StopFailure' },
  ]
}

/** Describes a tool call, for example `Bash: npm publish`: the tool with its main argument, or with all its input. */
function asked(tool: string, input: unknown): string {
  const questions = tool === 'AskUserQuestion' ? askedQuestions(input) : null
  if (questions !== null) return questions
  const fields = (input ?? {}) as Record<string, unknown>
  const main = fields['command'] ?? fields['file_path'] ?? fields['url']
  return `${tool}: ${typeof main === 'string' ? main : JSON.stringify(input)}`
}

// A request for permission has a hook of its own. The notification about it comes 6 s later and may then be wrong, so czar ignores it.
function notification(
  { notification_type: type, message }: Extract<HookPayload, { hook_event_name: 'Notification' }>,
  turn: (state: TurnState, waitingFor?: WaitingFor | null, text?: string | null) => AgentObservation,
): readonly AgentObservation[] {
  if (type === 'idle_prompt') return [turn('idle')]
  if (type === 'elicitation_dialog') return [turn('waiting', 'dialog', message ?? null)]
  return []
}

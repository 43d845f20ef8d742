import { z } from 'zod'

const text = z.string()
const optionalText = text.optional().catch(undefined)

/** The hook payloads of Claude Code 2.1.197. Fields that czar does not use are left out. */
export const hookPayloadSchema = z.discriminatedUnion('hook_event_name', [
  z.object({ hook_event_name: z.literal('SessionStart'), session_id: text.min(1), source: optionalText }),
  z.object({ hook_event_name: z.literal('UserPromptSubmit'), prompt: text }),
  z.object({ hook_event_name: z.literal('PreToolUse') }),
  z.object({ hook_event_name: z.literal('PostToolUse') }),
  z.object({ hook_event_name: z.literal('PermissionRequest'), tool_name: text, tool_input: z.unknown() }),
  z.object({ hook_event_name: z.literal('Stop') }),
  z.object({ hook_event_name: z.literal('StopFailure'), error: optionalText, last_assistant_message: optionalText }),
  z.object({ hook_event_name: z.literal('Notification'), notification_type: optionalText, message: optionalText }),
  z.object({ hook_event_name: z.literal('SessionEnd') }),
])
export type HookPayload = z.infer<typeof hookPayloadSchema>

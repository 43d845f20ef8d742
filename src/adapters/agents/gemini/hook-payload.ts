import { z } from 'zod'

const text = z.string()

/** The hook payloads of Gemini CLI 0.61.0. Fields that czar does not use are left out. */
export const hookPayloadSchema = z.discriminatedUnion('hook_event_name', [
  z.object({ hook_event_name: z.literal('SessionStart'), session_id: text.min(1) }),
  z.object({ hook_event_name: z.literal('BeforeAgent'), prompt: text }),
  z.object({ hook_event_name: z.literal('BeforeTool'), tool_name: text, tool_input: z.unknown() }),
  z.object({ hook_event_name: z.literal('AfterTool') }),
  z.object({ hook_event_name: z.literal('AfterAgent') }),
  z.object({
    hook_event_name: z.literal('Notification'),
    notification_type: text,
    message: text.optional(),
    details: z.record(z.string(), z.unknown()).default({}),
  }),
  z.object({ hook_event_name: z.literal('SessionEnd') }),
])
export type HookPayload = z.infer<typeof hookPayloadSchema>

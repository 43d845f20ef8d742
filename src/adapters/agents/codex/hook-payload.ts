import { z } from 'zod'

const text = z.string()
const rollout = z.string().regex(/^\/.+\.jsonl$/)

/** The hook payloads of Codex 0.169.0. Fields that czar does not use are left out. */
export const hookPayloadSchema = z.discriminatedUnion('hook_event_name', [
  z.object({ hook_event_name: z.literal('SessionStart'), session_id: text.min(1), transcript_path: rollout.nullish() }),
  z.object({ hook_event_name: z.literal('UserPromptSubmit'), prompt: text }),
  z.object({ hook_event_name: z.literal('PreToolUse') }),
  z.object({ hook_event_name: z.literal('PostToolUse') }),
  z.object({ hook_event_name: z.literal('PermissionRequest'), tool_name: text, tool_input: z.unknown() }),
  z.object({ hook_event_name: z.literal('Stop') }),
  z.object({ hook_event_name: z.literal('Interrupt') }),
  z.object({ hook_event_name: z.literal('PostCompact') }),
])
export type HookPayload = z.infer<typeof hookPayloadSchema>

import { z } from 'zod'
import { decide } from './decide.ts'
import type { PermissionRules } from './rules-file.ts'

const payloadSchema = z.object({
  hook_event_name: z.literal('PermissionRequest'),
  tool_name: z.string(),
  tool_input: z.object({ command: z.string().optional() }).catch({}),
})

/** `run` of `czar mcp`: what it is to run, a shell runs. */
const RUN = 'mcp__czar__run'

const REFUSED = 'The policy of this project does not allow it, and nobody can be asked. Work within the sandbox, or report what you lack.'

/** What Codex 0.169.0 is answered to its request; null: it is to show its own dialog, and a person says. */
export function answerRequest(payload: unknown, rules: PermissionRules): object | null {
  const parsed = payloadSchema.safeParse(payload)
  if (!parsed.success) return null
  const { tool_name: name, tool_input: input } = parsed.data
  const tool = name === RUN ? 'Bash' : name
  switch (decide({ tool, command: input.command ?? null }, rules)) {
    case 'allow':
      return output({ behavior: 'allow' })
    case 'deny':
      return output({ behavior: 'deny', message: REFUSED })
    case 'ask':
      return null
  }
}

function output(decision: object): object {
  return { hookSpecificOutput: { hookEventName: 'PermissionRequest', decision } }
}

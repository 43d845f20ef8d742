import { z } from 'zod'
import { parseJson } from '../../../core/text/parse-json.ts'
import { type HeadlessProgram, type HeadlessReader, modelArguments } from '../headless/headless.ts'

/** Lines of `gemini --output-format stream-json` (0.61.0). */
const line = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), role: z.string(), content: z.string(), delta: z.boolean().default(false) }),
  z.object({ type: z.literal('tool_use') }),
  z.object({
    type: z.literal('result'),
    status: z.string(),
    error: z.object({ message: z.string() }).optional(),
    stats: z.object({ total_tokens: z.number() }).optional(),
  }),
  z.object({ type: z.literal('error'), severity: z.string().default('error'), message: z.string() }),
])

/** `gemini` without a terminal: in its usual mode it then refuses every tool that would need a permission. It does not report its cost. */
export const GEMINI_HEADLESS: HeadlessProgram = {
  prepare: ({ profile, command }) => ({
    argv: [...command, ...modelArguments(profile), '--skip-trust', '--approval-mode', 'default', '--output-format', 'stream-json'],
    env: { GEMINI_CLI_NO_RELAUNCH: '1' },
  }),
  createReader,
}

function createReader(): HeadlessReader {
  let text: string | null = null
  let isNew = true
  let failure: string | null = null
  let tokens: number | null = null
  let isOver = false
  return {
    hear(written) {
      const { data } = line.safeParse(parseJson(written))
      if (data?.type === 'tool_use') isNew = true
      if (data?.type === 'message' && data.role === 'assistant') {
        text = data.delta && !isNew ? (text ?? '') + data.content : data.content
        isNew = false
      }
      if (data?.type === 'error' && data.severity !== 'warning') failure = data.message
      if (data?.type !== 'result') return
      isOver = true
      tokens = data.stats?.total_tokens ?? null
      failure = data.status === 'success' ? null : (data.error?.message ?? failure ?? data.status)
    },
    answer: () => ({ text, failure, tokens, usd: null, isOver }),
  }
}

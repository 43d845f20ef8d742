import { z } from 'zod'
import { parseJson } from '../../../core/text/parse-json.ts'
import { type HeadlessProgram, type HeadlessReader, modelArguments } from '../headless/headless.ts'

const count = z.number().default(0)

/** Lines of `codex exec --json` (0.169.0). */
const line = z.discriminatedUnion('type', [
  z.object({ type: z.literal('item.completed'), item: z.object({ type: z.string(), text: z.string().optional() }) }),
  z.object({ type: z.literal('turn.completed'), usage: z.object({ input_tokens: count, output_tokens: count }).optional() }),
  z.object({ type: z.literal('turn.failed'), error: z.object({ message: z.string() }) }),
  z.object({ type: z.literal('error'), message: z.string() }),
])

/** `codex exec` in its read-only sandbox, without questions. It does not store the session. Codex does not report its cost. */
export const CODEX_HEADLESS: HeadlessProgram = {
  prepare: ({ profile, command }) => ({
    argv: [
      ...command,
      'exec',
      '--json',
      '--sandbox',
      'read-only',
      '--skip-git-repo-check',
      '--ephemeral',
      '-c',
      'approval_policy="never"',
      '-c',
      'check_for_update_on_startup=false',
      ...modelArguments(profile),
      '-',
    ],
    env: {},
  }),
  createReader,
}

function createReader(): HeadlessReader {
  let text: string | null = null
  let failure: string | null = null
  let tokens: number | null = null
  let isOver = false
  return {
    hear(written) {
      const { data } = line.safeParse(parseJson(written))
      if (data?.type === 'item.completed' && data.item.type === 'agent_message') text = data.item.text ?? text
      // Codex also sends `error` for a request that it repeats. Only a failed turn, or no turn at all, is a failure.
      if (data?.type === 'error') failure = data.message
      if (data?.type === 'turn.failed') failure = data.error.message
      if (data?.type === 'turn.completed') {
        failure = null
        isOver = true
        if (data.usage !== undefined) tokens = (tokens ?? 0) + data.usage.input_tokens + data.usage.output_tokens
      }
    },
    answer: () => ({ text, failure, tokens, usd: null, isOver }),
  }
}

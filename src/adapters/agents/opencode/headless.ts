import { z } from 'zod'
import { parseJson } from '../../../core/text/parse-json.ts'
import { type HeadlessProgram, type HeadlessReader, modelArguments } from '../headless/headless.ts'

const count = z.number().default(0)

/** Lines of `opencode run --format json` (1.18.33). */
const line = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), part: z.object({ text: z.string() }) }),
  z.object({
    type: z.literal('step_finish'),
    part: z.object({
      cost: z.number().optional(),
      tokens: z
        .object({ input: count, output: count, reasoning: count, cache: z.object({ read: count, write: count }).optional() })
        .optional(),
    }),
  }),
  z.object({ type: z.literal('error'), error: z.unknown() }),
])
const failed = z.object({ name: z.string().optional(), data: z.object({ message: z.string().optional() }).optional() })

/** Settings that leave opencode only its tools for reading. */
const READ_ONLY = { permission: { '*': 'deny', read: 'allow', glob: 'allow', grep: 'allow', list: 'allow' } }

/** `opencode run`. opencode stores its session in its own database, and has no option to prevent that. */
export const OPENCODE_HEADLESS: HeadlessProgram = {
  prepare: ({ profile, command }) => ({
    argv: [...command, 'run', '--format', 'json', ...modelArguments(profile)],
    env: { OPENCODE_CONFIG_CONTENT: JSON.stringify(READ_ONLY), OPENCODE_DISABLE_AUTOUPDATE: '1' },
  }),
  createReader,
}

function createReader(): HeadlessReader {
  let text: string | null = null
  let failure: string | null = null
  let tokens: number | null = null
  let usd: number | null = null
  return {
    hear(written) {
      const { data } = line.safeParse(parseJson(written))
      if (data?.type === 'text') text = data.part.text
      if (data?.type === 'step_finish') {
        const { tokens: used, cost } = data.part
        if (used !== undefined)
          tokens = (tokens ?? 0) + used.input + used.output + used.reasoning + (used.cache?.read ?? 0) + (used.cache?.write ?? 0)
        if (cost !== undefined) usd = (usd ?? 0) + cost
      }
      if (data?.type === 'error') failure = wordsOf(data.error)
    },
    answer: () => ({ text, failure, tokens, usd, isOver: false }),
  }
}

function wordsOf(error: unknown): string {
  const { data } = failed.safeParse(error)
  return data?.data?.message ?? data?.name ?? JSON.stringify(error)
}

import { z } from 'zod'
import { parseJson } from '../../../core/text/parse-json.ts'
import { type HeadlessAnswer, type HeadlessProgram, type HeadlessReader, modelArguments } from '../headless/headless.ts'

const count = z.number().default(0)
const usage = z.object({
  input_tokens: count,
  output_tokens: count,
  cache_read_input_tokens: count,
  cache_creation_input_tokens: count,
})

/** Lines of `claude -p --output-format stream-json` (2.1.330). */
const line = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('assistant'),
    message: z.object({
      id: z.string().default(''),
      usage: usage.optional(),
      content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
    }),
  }),
  z.object({
    type: z.literal('result'),
    subtype: z.string(),
    is_error: z.boolean().default(false),
    result: z.string().optional(),
    errors: z.array(z.string()).optional(),
    total_cost_usd: z.number().optional(),
    usage: usage.optional(),
  }),
])

/** `claude -p` with only its tools for reading, and without MCP servers. It does not store the session. */
export const CLAUDE_HEADLESS: HeadlessProgram = {
  prepare: ({ profile, command, usd }) => ({
    argv: [
      ...command,
      ...modelArguments(profile),
      '--print',
      '--output-format',
      'stream-json',
      '--verbose',
      '--tools',
      'Read,Glob,Grep',
      '--permission-mode',
      'default',
      '--strict-mcp-config',
      '--no-session-persistence',
      ...(usd === null ? [] : ['--max-budget-usd', String(usd)]),
    ],
    env: { DISABLE_AUTOUPDATER: '1', CLAUDE_CODE_SANDBOXED: '1' },
  }),
  createReader,
}

function createReader(): HeadlessReader {
  let text: string | null = null
  let failure: string | null = null
  let usd: number | null = null
  let total: number | null = null
  let isOver = false
  const byMessage = new Map<string, number>()
  return {
    hear(written) {
      const { data } = line.safeParse(parseJson(written))
      if (data?.type === 'assistant') {
        if (data.message.usage !== undefined) byMessage.set(data.message.id, tokensOf(data.message.usage))
        text = data.message.content.flatMap(part => (part.type === 'text' ? [part.text ?? ''] : [])).join('\n') || text
      } else if (data?.type === 'result') {
        isOver = true
        usd = data.total_cost_usd ?? null
        total = data.usage === undefined ? null : tokensOf(data.usage)
        if (data.is_error || data.subtype !== 'success')
          failure = data.result ?? data.errors?.join(' ') ?? data.subtype.replaceAll('_', ' ')
        else text = data.result ?? text
      }
    },
    answer: (): HeadlessAnswer => ({
      text,
      failure,
      usd,
      isOver,
      tokens: total ?? (byMessage.size === 0 ? null : sum(byMessage.values())),
    }),
  }
}

function tokensOf(used: z.output<typeof usage>): number {
  return used.input_tokens + used.output_tokens + used.cache_read_input_tokens + used.cache_creation_input_tokens
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, number) => total + number, 0)
}

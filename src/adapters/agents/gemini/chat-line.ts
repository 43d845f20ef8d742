import { z } from 'zod'
import { parseJson } from '../../../core/text/parse-json.ts'
import type { ModelAnswer } from '../signals/answer-sum.ts'

/** One line of a session's file. */
export interface ChatLine {
  readonly answer: ModelAnswer | null
  /** Whether a tool call of this answer was cancelled. The turn is then over. */
  readonly isCancelled: boolean
  /** When the answer was given (ms since the epoch). */
  readonly at: number
}

const count = z.number().int().min(0).nullish()

// The fields that czar uses, as Gemini CLI 0.61.0 writes them.
const lineSchema = z.object({
  id: z.string(),
  type: z.literal('gemini'),
  timestamp: z.string(),
  model: z.string().nullish(),
  tokens: z.object({ input: count, output: count, cached: count, thoughts: count, tool: count }).nullish(),
  toolCalls: z.array(z.object({ status: z.string().nullish(), timestamp: z.string().nullish() })).nullish(),
})

/**
 * Reads one line. Returns null if it is not an answer. Lines that begin with `$set` repeat the whole conversation, so they are left out.
 */
export function readChatLine(line: string): ChatLine | null {
  if (!line.startsWith('{"id"') || !line.includes('"gemini"')) return null
  const parsed = lineSchema.safeParse(parseJson(line))
  if (!parsed.success) return null
  const { id, model, tokens, toolCalls, timestamp } = parsed.data
  const cached = Math.min(tokens?.cached ?? 0, tokens?.input ?? 0)
  const cancelled = toolCalls?.find(({ status }) => status === 'cancelled')
  return {
    answer:
      tokens == null || model == null
        ? null
        : {
            key: id,
            model,
            // Gemini's count of input tokens includes the cached ones. A token of a thought costs as much as a token of output. A token of
            // a tool costs as much as a token of input.
            tokens: {
              input: (tokens.input ?? 0) - cached + (tokens.tool ?? 0),
              output: (tokens.output ?? 0) + (tokens.thoughts ?? 0),
              cacheRead: cached,
              cacheWrite: 0,
              cacheWriteHour: 0,
            },
            isSidechain: false,
          },
    isCancelled: cancelled !== undefined,
    at: Date.parse(cancelled?.timestamp ?? timestamp) || 0,
  }
}

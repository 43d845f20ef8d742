import { z } from 'zod'
import { parseJson } from '../../../core/text/parse-json.ts'
import type { ModelAnswer } from '../signals/answer-sum.ts'

const count = z.number().int().min(0).nullish()

// The fields of a line that czar uses, as Claude Code 2.1.197 writes them.
const lineSchema = z.object({
  type: z.literal('assistant'),
  requestId: z.string().nullish(),
  isSidechain: z.boolean().nullish(),
  message: z.object({
    id: z.string(),
    model: z.string(),
    usage: z.object({
      input_tokens: count,
      output_tokens: count,
      cache_read_input_tokens: count,
      cache_creation_input_tokens: count,
      cache_creation: z.object({ ephemeral_1h_input_tokens: count }).nullish(),
    }),
  }),
})

/** Reads one line of a transcript. Returns null if it is not an answer of a model. */
export function readTranscriptLine(line: string): ModelAnswer | null {
  // Most of a transcript is output of tools. Only lines that may be an answer are parsed.
  if (!line.includes('"assistant"')) return null
  const parsed = lineSchema.safeParse(parseJson(line))
  // Claude Code records API errors as answers of a model "<synthetic>", so these are left out.
  if (!parsed.success || parsed.data.message.model.startsWith('<')) return null
  const { message, requestId, isSidechain } = parsed.data
  const { usage } = message
  const cacheWrite = usage.cache_creation_input_tokens ?? 0
  return {
    key: `${message.id} ${requestId ?? ''}`,
    model: message.model,
    tokens: {
      input: usage.input_tokens ?? 0,
      output: usage.output_tokens ?? 0,
      cacheRead: usage.cache_read_input_tokens ?? 0,
      cacheWrite,
      cacheWriteHour: Math.min(cacheWrite, usage.cache_creation?.ephemeral_1h_input_tokens ?? 0),
    },
    isSidechain: isSidechain === true,
  }
}

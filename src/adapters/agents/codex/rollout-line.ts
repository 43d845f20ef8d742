import { z } from 'zod'
import type { Tokens } from '../../../core/model/usage.ts'
import { parseJson } from '../../../core/text/parse-json.ts'
import { askedQuestions } from '../signals/asked-questions.ts'

const count = z.number().int().min(0).nullish()
const tokenWindow = z.number().positive().nullish()

// The fields of a line that czar uses (Codex 0.169.0, measured). Other fields and other kinds of lines are ignored.
const lineSchema = z.object({
  timestamp: z.iso.datetime(),
  type: z.string(),
  payload: z.looseObject({ type: z.string().optional() }),
})
const turnContextSchema = z.object({ model: z.string() })
const usageSchema = z.object({
  response_id: z.string(),
  usage: z.object({
    input_tokens: count,
    cached_input_tokens: count,
    cache_write_input_tokens: count,
    output_tokens: count,
  }),
})
const callSchema = z.object({
  type: z.literal('function_call'),
  name: z.literal('request_user_input'),
  call_id: z.string(),
  arguments: z.string(),
})
const errorSchema = z.object({ message: z.string(), codex_error_info: z.unknown() })
const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('task_started'), model_context_window: tokenWindow }),
  z.object({ type: z.literal('task_complete'), error: errorSchema.nullish() }),
  z.object({ type: z.literal('turn_aborted') }),
  z.object({ type: z.literal('token_count'), rate_limits: z.unknown() }),
  z.object({
    type: z.literal('item_completed'),
    item: z.object({ type: z.string(), command: z.union([z.array(z.string()), z.string()]).nullish() }),
  }),
])

export interface TurnError {
  readonly message: string
  /** A word, or an object with a single key whose value contains the HTTP status. */
  readonly info: unknown
}

/** One line of Codex's session file. `at` is in ms since the epoch. */
export type RolloutLine = { readonly at: number } & (
  | { readonly kind: 'model'; readonly model: string }
  | { readonly kind: 'answer'; readonly response: string; readonly tokens: Tokens }
  | { readonly kind: 'turn-began'; readonly window: number | null }
  | { readonly kind: 'turn-ended'; readonly error: TurnError | null }
  | { readonly kind: 'limits'; readonly limits: unknown }
  /** A tool call has ended. `command` is the command if the tool is the shell, and null for any other tool. */
  | { readonly kind: 'item'; readonly item: string; readonly command: string | null }
  | { readonly kind: 'compacted' }
  /** `asked`: the model asks the user something in a dialog. `told`: the call with this id got its answer. */
  | { readonly kind: 'asked'; readonly call: string; readonly questions: string }
  | { readonly kind: 'told'; readonly call: string }
)

/** A line is parsed only if it contains one of these words, because most of the file is conversation and output of tools. */
const WORDS =
  /"type":"(?:turn_context|token_usage_record|compacted|task_started|task_complete|turn_aborted|token_count|item_completed)"|"name":"request_user_input"/
/** Matches the beginning of a line with a tool's output. The rest of such a line may be large and is not needed. */
const OUTPUT = /^\{"timestamp":"([^"]+)"[^{]*"payload":\{"type":"function_call_output"[^{]*?"call_id":"([^"]+)"/

/** Reads one line. Returns null if it contains nothing that czar uses. */
export function readRolloutLine(line: string): RolloutLine | null {
  const [, outputAt, call] = OUTPUT.exec(line) ?? []
  if (outputAt !== undefined && call !== undefined) return { at: Date.parse(outputAt), kind: 'told', call }
  if (!WORDS.test(line)) return null
  const parsed = lineSchema.safeParse(parseJson(line))
  if (!parsed.success) return null
  const { timestamp, type, payload } = parsed.data
  const at = Date.parse(timestamp)
  switch (type) {
    case 'turn_context': {
      const context = turnContextSchema.safeParse(payload)
      return context.success ? { at, kind: 'model', model: context.data.model } : null
    }
    case 'token_usage_record':
      return answer(at, payload)
    case 'compacted':
      return { at, kind: 'compacted' }
    case 'event_msg':
      return event(at, payload)
    case 'response_item':
      return asked(at, payload)
    default:
      return null
  }
}

function answer(at: number, payload: unknown): RolloutLine | null {
  const parsed = usageSchema.safeParse(payload)
  if (!parsed.success) return null
  const { response_id: response, usage } = parsed.data
  const input = usage.input_tokens ?? 0
  const cacheRead = usage.cached_input_tokens ?? 0
  const cacheWrite = usage.cache_write_input_tokens ?? 0
  const output = usage.output_tokens ?? 0
  // Codex's count of input tokens includes the cached ones, so these are subtracted.
  const tokens = { input: Math.max(0, input - cacheRead - cacheWrite), output, cacheRead, cacheWrite }
  return { at, kind: 'answer', response, tokens }
}

function asked(at: number, payload: unknown): RolloutLine | null {
  const parsed = callSchema.safeParse(payload)
  const questions = parsed.success ? askedQuestions(parseJson(parsed.data.arguments)) : null
  return parsed.success && questions !== null ? { at, kind: 'asked', call: parsed.data.call_id, questions } : null
}

function event(at: number, payload: unknown): RolloutLine | null {
  const parsed = eventSchema.safeParse(payload)
  if (!parsed.success) return null
  const said = parsed.data
  switch (said.type) {
    case 'task_started':
      return { at, kind: 'turn-began', window: said.model_context_window ?? null }
    case 'task_complete':
      return { at, kind: 'turn-ended', error: said.error ? { message: said.error.message, info: said.error.codex_error_info } : null }
    case 'turn_aborted':
      return { at, kind: 'turn-ended', error: null }
    case 'token_count':
      return { at, kind: 'limits', limits: said.rate_limits }
    case 'item_completed': {
      const { type: item, command } = said.item
      return { at, kind: 'item', item, command: (Array.isArray(command) ? command.at(-1) : command) ?? null }
    }
  }
}

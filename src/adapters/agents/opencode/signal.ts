import { z } from 'zod'

const text = z.string()
const count = z.number().min(0).catch(0)
const tokens = z.object({ input: count, output: count, reasoning: count, cache: z.object({ read: count, write: count }) })
const isChild = z.boolean().catch(false)

/**
 * The signals that czar's plugin writes for events of opencode 1.18.33. `child` is true if the event is from a session that the agent's
 * own session started.
 */
export const opencodeSignalSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('chat.message'), session: text.min(1), text }),
  z.object({
    type: z.literal('session.status'),
    child: isChild,
    status: z.discriminatedUnion('type', [
      z.object({ type: z.literal('busy') }),
      z.object({ type: z.literal('idle') }),
      /** opencode waits until the time `next` (ms since the epoch), and then sends the request again by itself. */
      z.object({ type: z.literal('retry'), message: text, next: z.number() }),
    ]),
  }),
  z.object({
    type: z.literal('session.error'),
    child: isChild,
    error: z.object({
      name: text.catch('error'),
      data: z.object({ message: text.catch(''), statusCode: z.number().optional() }).catch({ message: '' }),
    }),
  }),
  z.object({ type: z.literal('session.compacted'), child: isChild }),
  z.object({
    type: z.literal('permission.asked'),
    id: text,
    permission: text,
    patterns: z.array(text).catch([]),
    command: text.optional().catch(undefined),
  }),
  z.object({ type: z.literal('permission.replied'), requestID: text }),
  z.object({
    type: z.literal('question.asked'),
    id: text,
    questions: z.array(z.object({ question: text, options: z.array(z.object({ label: text })).catch([]) })),
  }),
  z.object({ type: z.literal('question.replied'), requestID: text }),
  z.object({ type: z.literal('question.rejected'), requestID: text }),
  z.object({
    type: z.literal('usage'),
    session: text.min(1),
    model: text.optional().catch(undefined),
    /**
     * What the session has cost so far in US dollars, at opencode's own prices. 0: opencode has no price. `tokens` is such a total too.
     */
    cost: count,
    tokens,
    /** How full the context window is, according to the last answer in the agent's own session. */
    context: z.object({ tokens, window: z.number().positive().nullable().catch(null) }).nullable(),
  }),
])
export type OpencodeSignal = z.infer<typeof opencodeSignalSchema>
export type OpencodeTokens = z.infer<typeof tokens>

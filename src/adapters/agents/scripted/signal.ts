import { z } from 'zod'
import { LIMIT_KINDS } from '../../../core/model/limit.ts'

const count = z.lazy(() => z.number().int().min(0).catch(0))

/** A signal of the scripted program. Each signal is a file in the signals directory. */
export const scriptedSignalSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ready') }),
    z.object({ kind: z.literal('busy') }),
    z.object({ kind: z.literal('idle') }),
    z.object({ kind: z.literal('waiting'), for: z.enum(['permission', 'answer', 'dialog']), text: z.string() }),
    z.object({ kind: z.literal('receipt'), sha256: z.string().regex(/^[0-9a-f]{64}$/), chars: z.number().int().min(0) }),
    z.object({ kind: z.literal('session'), id: z.string().min(1).max(200) }),
    z.object({
      kind: z.literal('usage'),
      session: z.string().min(1).max(200),
      tokens: z.object({ input: count, output: count, cacheRead: count, cacheWrite: count }),
      usd: z.number().min(0).nullable(),
      context: z.number().min(0).max(1).nullable(),
      contextTokens: z.number().min(0).nullable(),
    }),
    z.object({ kind: z.literal('limit'), limit: z.enum(LIMIT_KINDS), text: z.string(), resetAt: z.number().nullable() }),
  ]),
)
export type ScriptedSignal = z.infer<typeof scriptedSignalSchema>

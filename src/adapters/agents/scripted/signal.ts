import { z } from 'zod'

/** What the scripted program says of itself; one file in the signals directory each. */
export const scriptedSignalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('busy') }),
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('waiting'), for: z.enum(['permission', 'answer', 'dialog']), text: z.string() }),
  z.object({ kind: z.literal('receipt'), sha256: z.string().regex(/^[0-9a-f]{64}$/), chars: z.number().int().min(0) }),
  z.object({ kind: z.literal('session'), id: z.string().min(1).max(200) }),
])
export type ScriptedSignal = z.infer<typeof scriptedSignalSchema>

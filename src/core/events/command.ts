import { z } from 'zod'
import { MOST_LETTER_CHARS } from './letter.ts'

/** Escaped as JSON it stays below what the interface takes; what is longer goes into the project file. */
const MOST_TASK_CHARS = 150_000

const names = z.array(z.string().min(1)).max(1000)

/** What a person may ask of a running czar; the same names as on the command line. */
export const commandSchema = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('tell'), worker: z.string().min(1), text: z.string().min(1).max(100_000) }),
  /** To what it asks; to a permission yes or no. */
  z.object({ verb: z.literal('answer'), worker: z.string().min(1), text: z.string().min(1).max(100_000) }),
  /** A worker's words for another, or for all others: kept for them to read, and pasted to nobody. */
  z.object({
    verb: z.literal('say'),
    worker: z.string().min(1),
    from: z.string().min(1),
    text: z.string().min(1).max(MOST_LETTER_CHARS),
  }),
  z.object({ verb: z.literal('restart'), worker: z.string().min(1) }),
  z.object({ verb: z.literal('verify'), worker: z.string().min(1) }),
  z.object({ verb: z.literal('nudge'), worker: z.string().min(1) }),
  /** worker `all`: everybody, as with tell. */
  z.object({ verb: z.literal('pause'), worker: z.string().min(1) }),
  z.object({ verb: z.literal('resume'), worker: z.string().min(1) }),
  z.object({ verb: z.literal('assign'), worker: z.string().min(1), task: z.string().min(1) }),
  /** By the rules of a bonus task in the project file, but that `task` is the whole text and never names a file. */
  z.strictObject({
    verb: z.literal('queue add'),
    /** Left out: the next free task-1, task-2 … */
    id: z.string().min(1).optional(),
    task: z.string().min(1).max(MOST_TASK_CHARS),
    after: names.optional(),
    owns: names.optional(),
    accept: names.optional(),
    prefers: z.strictObject({ workers: names.optional(), roles: names.optional() }).optional(),
    priority: z.number().optional(),
  }),
  z.object({ verb: z.literal('queue drop'), task: z.string().min(1) }),
  /** worker null: the whole fleet and then the czar itself. */
  z.object({ verb: z.literal('stop'), worker: z.string().min(1).nullable() }),
])
export type Command = z.infer<typeof commandSchema>

/** What `policy.workers_may` can name. A worker may `say` in any case. */
export const STEERING_VERBS = [
  'tell',
  'answer',
  'nudge',
  'assign',
  'queue add',
  'queue drop',
  'verify',
  'pause',
  'resume',
  'restart',
  'stop',
] as const satisfies readonly Exclude<Command['verb'], 'say'>[]
export type SteeringVerb = (typeof STEERING_VERBS)[number]

/** `ok: false` carries what was wrong and how to mend it; nothing was changed then. */
export type CommandAnswer =
  | { readonly ok: true; readonly message: string }
  /** `needsPerson`: whoever asked may not; a person may. */
  | { readonly ok: false; readonly message: string; readonly hint: string | null; readonly needsPerson?: true | undefined }

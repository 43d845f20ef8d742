import { z } from 'zod'
import { MOST_LETTER_CHARS } from './letter.ts'

/** Longest text of a command. As JSON it stays below the interface's size limit; longer tasks belong in the project file. */
const MOST_TASK_CHARS = 150_000

const names = z.array(z.string().min(1)).max(1000)

/** Commands for a running czar; the names match the command line. */
export const commandSchema = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('tell'), worker: z.string().min(1), text: z.string().min(1).max(100_000) }),
  /** Answers the worker's question. For a permission the answer is yes or no. */
  z.object({ verb: z.literal('answer'), worker: z.string().min(1), text: z.string().min(1).max(100_000) }),
  /** A worker's message to another worker or to all others. They read it in their inbox; it is never pasted. */
  z.object({
    verb: z.literal('say'),
    worker: z.string().min(1),
    from: z.string().min(1),
    text: z.string().min(1).max(MOST_LETTER_CHARS),
  }),
  z.object({ verb: z.literal('restart'), worker: z.string().min(1) }),
  z.object({ verb: z.literal('verify'), worker: z.string().min(1) }),
  z.object({ verb: z.literal('nudge'), worker: z.string().min(1) }),
  /** worker `all`: every worker, as with `tell`. */
  z.object({ verb: z.literal('pause'), worker: z.string().min(1) }),
  z.object({ verb: z.literal('resume'), worker: z.string().min(1) }),
  z.object({ verb: z.literal('assign'), worker: z.string().min(1), task: z.string().min(1) }),
  /**
   * The fields follow the rules of a bonus task in the project file, except that `task` is the whole text and never a
   * file name.
   */
  z.strictObject({
    verb: z.literal('queue add'),
    /** Default: the next free task-1, task-2 … */
    id: z.string().min(1).optional(),
    task: z.string().min(1).max(MOST_TASK_CHARS),
    after: names.optional(),
    owns: names.optional(),
    accept: names.optional(),
    prefers: z.strictObject({ workers: names.optional(), roles: names.optional() }).optional(),
    priority: z.number().optional(),
  }),
  z.object({ verb: z.literal('queue drop'), task: z.string().min(1) }),
  /** Decides about proven work that a review keeps back. */
  z.strictObject({
    verb: z.literal('review'),
    task: z.string().min(1),
    decision: z.enum(['accept', 'send back']),
    /** For the author. */
    text: z.string().min(1).max(2_000).nullable().default(null),
  }),
  /** worker null: the whole fleet and then the czar itself. */
  z.object({ verb: z.literal('stop'), worker: z.string().min(1).nullable() }),
])
export type Command = z.infer<typeof commandSchema>

/** Verbs that `policy.workers_may` can allow. A worker may always `say`, and never decide about a review of its own work. */
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
] as const satisfies readonly Exclude<Command['verb'], 'say' | 'review'>[]
export type SteeringVerb = (typeof STEERING_VERBS)[number]

/** `ok: false` carries the problem and a fix; the command changed nothing. */
export type CommandAnswer =
  | { readonly ok: true; readonly message: string }
  /** `needsPerson`: the sender lacks permission; a person has it. */
  | { readonly ok: false; readonly message: string; readonly hint: string | null; readonly needsPerson?: true | undefined }

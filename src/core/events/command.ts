import { z } from 'zod'
import { MOST_LETTER_CHARS } from './letter.ts'

/**
 * The longest text of a task that a command may have. As JSON it still fits into one request to czar. A longer task belongs in the project
 * file.
 */
export const MOST_TASK_CHARS = 150_000

const names = z.array(z.string().min(1)).max(1000)

/** The commands that a running czar accepts. They have the same names as on the command line. */
export const commandSchema = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('tell'), worker: z.string().min(1), text: z.string().min(1).max(100_000) }),
  /** Answers the question of a worker. If the worker asks for a permission, the answer is yes or no. */
  z.object({ verb: z.literal('answer'), worker: z.string().min(1), text: z.string().min(1).max(100_000) }),
  /**
   * Sends a message from one worker to another, or to all others. They read it with `czar inbox`. Czar never types it into their terminal.
   */
  z.object({
    verb: z.literal('say'),
    worker: z.string().min(1),
    from: z.string().min(1),
    text: z.string().min(1).max(MOST_LETTER_CHARS),
  }),
  z.object({ verb: z.literal('restart'), worker: z.string().min(1) }),
  z.object({ verb: z.literal('verify'), worker: z.string().min(1) }),
  z.object({ verb: z.literal('nudge'), worker: z.string().min(1) }),
  /** `worker` is the name of a worker, or `all`, as in `tell`. */
  z.object({ verb: z.literal('pause'), worker: z.string().min(1) }),
  z.object({ verb: z.literal('resume'), worker: z.string().min(1) }),
  z.object({ verb: z.literal('assign'), worker: z.string().min(1), task: z.string().min(1) }),
  /**
   * Adds a bonus task to the queue. The fields follow the same rules as in the project file, except that `task` is always the text itself
   * and never the name of a file.
   */
  z.strictObject({
    verb: z.literal('queue add'),
    /** The name of the task. Without it, czar takes the next free name: task-1, task-2 and so on. */
    id: z.string().min(1).optional(),
    task: z.string().min(1).max(MOST_TASK_CHARS),
    after: names.optional(),
    owns: names.optional(),
    accept: names.optional(),
    prefers: z.strictObject({ workers: names.optional(), roles: names.optional() }).optional(),
    priority: z.number().optional(),
  }),
  z.object({ verb: z.literal('queue drop'), task: z.string().min(1) }),
  /** A person decides about proven work that is not merged because a review found a fault. */
  z.strictObject({
    verb: z.literal('review'),
    task: z.string().min(1),
    decision: z.enum(['accept', 'send back']),
    /** The person's words to the author of the work. */
    text: z.string().min(1).max(2_000).nullable().default(null),
  }),
  /**
   * Loads the project file as it is now. `digest` is the hash of the project that was shown to the person, or null if nothing was shown.
   * Czar refuses the command if the file has changed since. `again` names finished tasks that begin again.
   */
  z.strictObject({ verb: z.literal('reload'), digest: z.string().max(200).nullable().default(null), again: names.default([]) }),
  /**
   * Adds a worker to the running fleet. The fields follow the same rules as in the project file, except that `task` is always the text
   * itself.
   */
  z.strictObject({
    verb: z.literal('worker add'),
    id: z.string().min(1),
    task: z.string().min(1).max(MOST_TASK_CHARS),
    agent: z.string().min(1).optional(),
    model: z.string().min(1).optional(),
    role: z.string().min(1).optional(),
    branch: z.string().min(1).optional(),
    depends_on: names.optional(),
    owns: names.optional(),
    accept: names.optional(),
    setup: names.optional(),
  }),
  z.object({ verb: z.literal('worker remove'), worker: z.string().min(1) }),
  /**
   * A worker adds another worker, its child, for a part of its own task. `usd` is the part of the first worker's budget that the child
   * gets.
   */
  z.strictObject({
    verb: z.literal('spawn'),
    worker: z.string().min(1),
    id: z.string().min(1).optional(),
    task: z.string().min(1).max(MOST_TASK_CHARS),
    agent: z.string().min(1).optional(),
    model: z.string().min(1).optional(),
    role: z.string().min(1).optional(),
    owns: names.optional(),
    accept: names.optional(),
    usd: z.number().positive().max(1_000_000).optional(),
  }),
  /** A worker waits until the tasks of all its children, or the named tasks, are over: proven, failed or dropped. */
  z.strictObject({
    verb: z.literal('wait'),
    worker: z.string().min(1),
    tasks: names.default([]),
    /** The worker gives up its wait, because its time is over or the command was ended. */
    gives_up: z.literal(true).optional(),
  }),
  /** Stops one worker. If `worker` is null, the whole fleet stops and then czar itself ends. */
  z.object({ verb: z.literal('stop'), worker: z.string().min(1).nullable() }),
])
export type Command = z.infer<typeof commandSchema>

/** The commands that no setting of the project file can allow to workers. */
type PeoplesVerb = 'review' | 'reload' | 'worker add' | 'worker remove'
/** The commands that a worker may give about itself. `policy.spawn` decides about `spawn`. */
type OwnVerb = 'say' | 'spawn' | 'wait'

/**
 * The commands that `policy.workers_may` in the project file can allow to workers. A worker may always use `say`, and can never decide
 * about a review of its own work.
 */
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
] as const satisfies readonly Exclude<Command['verb'], PeoplesVerb | OwnVerb>[]
export type SteeringVerb = (typeof STEERING_VERBS)[number]

/** The answer to a command. With `ok: false` it says what is wrong and how to fix it, and the command has changed nothing. */
export type CommandAnswer =
  | { readonly ok: true; readonly message: string }
  /** `needsPerson` is true if this sender may not give the command, but a person may. */
  | { readonly ok: false; readonly message: string; readonly hint: string | null; readonly needsPerson?: true | undefined }

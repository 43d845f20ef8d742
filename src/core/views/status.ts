import { z } from 'zod'
import { HEALTHS } from '../events/event.ts'

/**
 * The public view of a project: what `status/<project>/status.json`, `czar status --json` and the API give.
 * One writer, replaced atomically; a projection of the state: deleting it loses nothing. Times are ISO 8601 UTC.
 */
const time = z.string()
const sha = z.string()

const assignmentView = z.object({
  id: z.string(),
  task: z.string(),
  kind: z.enum(['primary', 'bonus']),
  state: z.enum(['assigned', 'delivered', 'acknowledged', 'claimed', 'verifying', 'rework', 'verified', 'failed']),
  /** The worker's own restatement, or null before it acknowledged. */
  acknowledged: z.string().nullable(),
  /** Claims checked so far. */
  attempts: z.number(),
})

/** Money in US dollars; null: not known. `context` is a share, 0 to 1, of the model's window. */
const usageView = z.object({
  usd: z.number().nullable(),
  tokens: z.number().nullable(),
  context: z.number().nullable(),
  /** Turns that have ended. */
  turns: z.number().default(0),
  /** A part of the money is not known: it is at least so much. */
  is_partial: z.boolean(),
})

const workerView = z.object({
  health: z.enum(HEALTHS),
  since: time,
  reason: z.string(),
  agent: z.string(),
  session: z.string(),
  incarnation: z.number(),
  assignment: assignmentView.nullable(),
  progress: z.object({ done: z.number().nullable(), total: z.number().nullable(), now: z.string() }).nullable(),
  branch: z.string(),
  worktree: z.string().nullable(),
  /** The commit its branch started from; null: it has no worktree yet. */
  start_commit: sha.nullable(),
  ahead: z.number(),
  behind: z.number(),
  files: z.array(z.string()),
  dirty: z.number(),
  last_commit: z.object({ sha, subject: z.string(), at: time }).nullable(),
  /** Of its branch, the newest that was seen on the remote; `url` is null where git does not tell it. */
  pull_request: z.object({ number: z.number(), url: z.string().nullable() }).nullable().default(null),
  /** Paths that this worker and another both changed, neither on top of the other's work: at most 20 others, 20 paths each. */
  overlaps: z.array(z.object({ worker: z.string(), files: z.array(z.string()) })),
  waiting_for: z.array(z.string()),
  unblocks: z.array(z.string()),
  restarts: z.number(),
  usage: usageView.default({ usd: null, tokens: null, context: null, turns: 0, is_partial: false }),
  /** What a person does at its pane, because of which a text can not be pasted now; null: nothing keeps a text back. */
  held: z.string().nullable(),
  /** A person keeps the czar's hands off it. */
  paused: z.boolean(),
  attention: z.string().nullable(),
})

const taskView = z.object({
  id: z.string(),
  kind: z.enum(['primary', 'bonus']),
  state: z.enum(['waiting', 'assigned', 'verified', 'stale', 'failed', 'dropped']),
  worker: z.string().nullable(),
  /** The worker that a waiting bonus task is kept for; null: it is for whoever matches best. */
  reserved_for: z.string().nullable(),
  after: z.array(z.string()),
  /** Of a bonus task; higher first. */
  priority: z.number().default(0),
  /** A person added it while the czar ran; the project file need not have it. */
  added: z.boolean().default(false),
  /** Workers that gave it back or failed at it, and how. */
  earlier: z.array(z.object({ worker: z.string(), how: z.string(), branch: z.string().nullable(), commit: sha.nullable() })).default([]),
  /** Whose bonus task it is now, the how-many-th giving, and when that ends if nothing is heard (to the minute; null: it stands still). */
  lease: z.object({ worker: z.string(), epoch: z.number(), expires_at: time.nullable() }).nullable().default(null),
  /** The branch that its work is on; null: nobody was given it yet. */
  branch: z.string().nullable().default(null),
  verified_commit: sha.nullable(),
  /** Why its proof no longer holds, or not for what would merge now; null: it holds, or there is none. */
  doubt: z.string().nullable().default(null),
  /** Commands of its proof that were flaky, and what was flagged in it. */
  asides: z.array(z.string()).default([]),
  attempts: z.number(),
  /** From assignment to the verdict, in ms; null while open. */
  duration_ms: z.number().nullable(),
})

const countsView = z.object({
  /** All but the dropped ones. */
  wanted: z.number(),
  waiting: z.number(),
  assigned: z.number(),
  verified: z.number(),
  stale: z.number(),
  failed: z.number(),
  dropped: z.number(),
})

const attentionView = z.object({
  key: z.string(),
  worker: z.string().nullable(),
  text: z.string(),
  hint: z.string().nullable(),
  since: time,
})

const alertView = z.object({ name: z.string(), problem: z.string(), since: time })

const programView = z.object({
  /** The profile's name. */
  agent: z.string(),
  program: z.string(),
  /** null: it did not say. */
  version: z.string().nullable(),
  measured: z.string(),
  differs: z.array(z.string()),
})

export const statusSchema = z.object({
  version: z.literal(1),
  project: z.string(),
  /** When it was launched for the first time. */
  started_at: time,
  updated_at: time,
  /** The last journal event this view contains. */
  seq: z.number(),
  /** Which journal that is, and the checksum of that event, which covers all before it; null where nobody knows. */
  journal: z.object({ id: z.string(), checksum: z.string() }).nullable().default(null),
  /** Absolute path of the project file; empty in status files of earlier versions. */
  file: z.string().default(''),
  repo: z.string(),
  base: z.string(),
  czar: z.object({
    pid: z.number(),
    epoch: z.number(),
    state: z.enum(['starting', 'supervising', 'stopping', 'finished', 'stopped']),
    heartbeat_at: time,
  }),
  /** What the whole fleet has used. */
  usage: usageView.omit({ context: true }).default({ usd: null, tokens: null, turns: 0, is_partial: false }),
  workers: z.record(z.string(), workerView),
  queue: z.array(taskView),
  tasks: z.array(taskView),
  /** The tasks counted by how they stand; null in status files of earlier versions. */
  counts: countsView.nullable().default(null),
  attention: z.array(attentionView),
  /** Ways by which people should be told and that do not get through, and why. */
  alerts: z.array(alertView).default([]),
  /** Agent programs in another version than the one that czar was measured with. */
  programs: z.array(programView).default([]),
})

/** What of a view is another one than before: whole keys; of the workers those that changed, null for one that is no more. */
export const statusPatchSchema = statusSchema.partial().extend({
  workers: z.record(z.string(), workerView.nullable()).optional(),
  // Their defaults would make none of what a patch leaves out.
  file: z.string().optional(),
  journal: z.object({ id: z.string(), checksum: z.string() }).nullable().optional(),
  usage: usageView.omit({ context: true }).optional(),
  counts: countsView.nullable().optional(),
  alerts: z.array(alertView).optional(),
  programs: z.array(programView).optional(),
})

export type StatusView = z.infer<typeof statusSchema>
export type WorkerView = z.infer<typeof workerView>
export type TaskView = z.infer<typeof taskView>
export type StatusPatch = z.infer<typeof statusPatchSchema>

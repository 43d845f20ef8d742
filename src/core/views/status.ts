import { z } from 'zod'
import { HEALTHS } from '../model/health.ts'
import { duplicateView } from './duplicates.ts'
import { foreseenConflict, workersConflict } from './forecast.ts'
import { pullRequestView } from './pull-requests.ts'
import { reviewView } from './review.ts'
import { trainView } from './train.ts'

/**
 * The public view of a project, for `status/<project>/status.json`, `czar status --json` and the API. Only the czar
 * writes the file, and replaces it atomically. The view is computed from the state, so losing the file loses nothing.
 * Times are ISO 8601 UTC.
 */
const time = z.string()
const sha = z.string()

const assignmentView = z.object({
  id: z.string(),
  task: z.string(),
  kind: z.enum(['primary', 'bonus']),
  state: z.enum(['assigned', 'delivered', 'acknowledged', 'claimed', 'verifying', 'rework', 'verified', 'failed']),
  /** The task in the worker's own words; null: the worker has not acknowledged it yet. */
  acknowledged: z.string().nullable(),
  /** The number of claims checked so far. */
  attempts: z.number(),
})

/** What the worker has used. Money is in US dollars; null: unknown. `context` is a share (0..1) of the model's window. */
const usageView = z.object({
  usd: z.number().nullable(),
  tokens: z.number().nullable(),
  context: z.number().nullable(),
  /** Finished turns. */
  turns: z.number().default(0),
  /** A part of the cost is unknown, so `usd` is a lower bound. */
  is_partial: z.boolean(),
})

/**
 * What two workers have in common. same: the same work. conflict: their work would not merge. unknown: git cannot tell.
 * overlap: both changed the same files.
 */
const inCommon = z.object({
  fact: z.enum(['same', 'conflict', 'unknown', 'overlap']),
  /** Both null: the other side is base. */
  worker: z.string().nullable(),
  task: z.string().nullable(),
  files: z.array(z.string()),
})

export type InCommon = z.infer<typeof inCommon>

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
  /** The commit at which the worker's branch starts; null: there is no worktree yet. */
  start_commit: sha.nullable(),
  ahead: z.number(),
  behind: z.number(),
  files: z.array(z.string()),
  dirty: z.number(),
  last_commit: z.object({ sha, subject: z.string(), at: time }).nullable(),
  /** The newest pull request seen for the worker's branch; `url` null: git does not show it. */
  pull_request: z.object({ number: z.number(), url: z.string().nullable() }).nullable().default(null),
  /** Paths that this worker and another changed independently: at most 20 other workers, 20 paths each. */
  overlaps: z.array(z.object({ worker: z.string(), files: z.array(z.string()) })),
  /** The earlier task, or `base`, that has the same work as this worker's open or last task; null: none is known. */
  duplicate_of: z.string().nullable().default(null),
  /** Tasks and base with which the worker's work would conflict if it were merged now. */
  conflicts_with: z.array(workersConflict).default([]),
  /** For each other worker, the strongest of these three facts. The strongest comes first. */
  in_common: z.array(inCommon).default([]),
  waiting_for: z.array(z.string()),
  unblocks: z.array(z.string()),
  restarts: z.number(),
  usage: usageView.default({ usd: null, tokens: null, context: null, turns: 0, is_partial: false }),
  /** Why a text cannot be pasted now, such as a person typing at the pane; null: no text waits. */
  held: z.string().nullable(),
  /** A person has paused the worker: the czar leaves it alone. */
  paused: z.boolean(),
  attention: z.string().nullable(),
})

const taskView = z.object({
  id: z.string(),
  kind: z.enum(['primary', 'bonus']),
  state: z.enum(['waiting', 'assigned', 'verified', 'stale', 'failed', 'dropped']),
  worker: z.string().nullable(),
  /** The worker that a waiting bonus task is reserved for; null: the best match gets it. */
  reserved_for: z.string().nullable(),
  after: z.array(z.string()),
  /** Priority of a bonus task; higher comes first. */
  priority: z.number().default(0),
  /** A person added the task while the czar ran, so the project file may lack it. */
  added: z.boolean().default(false),
  /** Workers that returned the task or failed at it, and how. */
  earlier: z.array(z.object({ worker: z.string(), how: z.string(), branch: z.string().nullable(), commit: sha.nullable() })).default([]),
  /**
   * The worker that holds the bonus task, the number of leases so far, and when the lease ends without activity (to the minute; null: the
   * lease is suspended).
   */
  lease: z.object({ worker: z.string(), epoch: z.number(), expires_at: time.nullable() }).nullable().default(null),
  /** The branch with the task's work; null: the task was never assigned. */
  branch: z.string().nullable().default(null),
  verified_commit: sha.nullable(),
  /** The task, or the base branch, whose work proved this task; null: its own work did, or it has no proof. */
  proven_by: z.string().nullable().default(null),
  /** Why the task's proof is void, or does not cover the present merge result; null: the proof holds, or there is none. */
  doubt: z.string().nullable().default(null),
  /** Remarks on the proof: commands that passed only when repeated (flaky), and what czar's rules flagged in the work. */
  remarks: z.array(z.string()).default([]),
  attempts: z.number(),
  /** Time from assignment to verdict, in ms; null while the task is open. */
  duration_ms: z.number().nullable(),
})

const countsView = z.object({
  /** All tasks except the dropped ones. */
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
  /** The name of the agent's profile. */
  agent: z.string(),
  program: z.string(),
  /** null: unknown. */
  version: z.string().nullable(),
  measured: z.string(),
  differs: z.array(z.string()),
})

export const statusSchema = z.object({
  version: z.literal(1),
  project: z.string(),
  /** Time of the first launch. */
  started_at: time,
  updated_at: time,
  /** The last journal event that this view includes. */
  seq: z.number(),
  /** The journal's id and the checksum of that event, which covers all earlier events; null: unknown. */
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
  /** Usage of the whole fleet. */
  usage: usageView.omit({ context: true }).default({ usd: null, tokens: null, turns: 0, is_partial: false }),
  workers: z.record(z.string(), workerView),
  queue: z.array(taskView),
  tasks: z.array(taskView),
  /** Task counts by state; null in status files of earlier versions. */
  counts: countsView.nullable().default(null),
  /** The merge train; null: no task was put on it. */
  train: trainView.nullable().default(null),
  /** Reviews of proven work, oldest first. */
  reviews: z.array(reviewView).default([]),
  /** Tasks whose work is the same as earlier work, oldest first. */
  duplicates: z.array(duplicateView).default([]),
  /** Conflicts foreseen between work in progress, and with proven work and base. */
  conflicts: z.array(foreseenConflict).default([]),
  /** The pull requests of proven tasks; empty without `policy.pull_requests`. */
  pull_requests: z.array(pullRequestView).default([]),
  attention: z.array(attentionView),
  /** Alert channels that fail, each with the reason. */
  alerts: z.array(alertView).default([]),
  /** Agent programs whose installed version differs from the version that czar was measured with. */
  programs: z.array(programView).default([]),
})

/** The keys of a view that changed, each with its whole value. `workers` holds only changed workers; a removed one is null. */
export const statusPatchSchema = statusSchema.partial().extend({
  workers: z.record(z.string(), workerView.nullable()).optional(),
  // Without defaults, because a default would reset a key that the patch leaves out.
  file: z.string().optional(),
  journal: z.object({ id: z.string(), checksum: z.string() }).nullable().optional(),
  usage: usageView.omit({ context: true }).optional(),
  counts: countsView.nullable().optional(),
  train: trainView.nullable().optional(),
  reviews: z.array(reviewView).optional(),
  duplicates: z.array(duplicateView).optional(),
  conflicts: z.array(foreseenConflict).optional(),
  pull_requests: z.array(pullRequestView).optional(),
  alerts: z.array(alertView).optional(),
  programs: z.array(programView).optional(),
})

export type StatusView = z.infer<typeof statusSchema>
export type WorkerView = z.infer<typeof workerView>
export type TaskView = z.infer<typeof taskView>
export type StatusPatch = z.infer<typeof statusPatchSchema>

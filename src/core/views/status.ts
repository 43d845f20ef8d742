import { z } from 'zod'
import { HEALTHS } from '../model/health.ts'
import { duplicateView } from './duplicates.ts'
import { foreseenConflict, workersConflict } from './forecast.ts'
import { pullRequestView } from './pull-requests.ts'
import { reviewView } from './review.ts'
import { stagesView } from './stages.ts'
import { trainView } from './train.ts'

/**
 * What a project shows to people and programs: in `status/<project>/status.json`, in `czar status --json` and in the API. Only czar writes
 * the file, and always replaces it as a whole. It is computed from the state, so nothing is lost if the file is. Times are ISO 8601 UTC.
 */
const time = z.string()
const sha = z.string()

const assignmentView = z.object({
  id: z.string(),
  task: z.string(),
  kind: z.enum(['primary', 'bonus']),
  state: z.enum(['assigned', 'delivered', 'acknowledged', 'claimed', 'verifying', 'rework', 'verified', 'failed']),
  /** The stage that the task is, such as `api: spec 1/3`. It is absent if the task has no stages. */
  stage: z.string().optional(),
  /** The task in the worker's own words, or null if the worker has not acknowledged it yet. */
  acknowledged: z.string().nullable(),
  /** How many claims have been checked so far. */
  attempts: z.number(),
})

/**
 * What the worker has used. Money is in US dollars. A value is null if it is unknown. `context` is the share (0 to 1) of the model's
 * context that is used.
 */
const usageView = z.object({
  usd: z.number().nullable(),
  tokens: z.number().nullable(),
  context: z.number().nullable(),
  /** How many turns have ended. */
  turns: z.number().default(0),
  /** Whether a part of the cost is unknown, so that the real cost is more than `usd`. */
  is_partial: z.boolean(),
})

/** What a whole fleet has used. */
export const fleetUsageView = usageView.omit({ context: true })

/**
 * What the work of two workers has in common. same: it is the same work. conflict: the two works could not be merged. unknown: git cannot
 * tell. overlap: both changed the same files.
 */
const inCommon = z.object({
  fact: z.enum(['same', 'conflict', 'unknown', 'overlap']),
  /** The other worker and its task. Worker and task are null if the other side is base. */
  worker: z.string().nullable(),
  task: z.string().nullable(),
  files: z.array(z.string()),
})

export type InCommon = z.infer<typeof inCommon>

/** Which of several attempts at one task this is. `outcome` is open until czar settles which attempt wins. */
const attemptView = z.object({
  task: z.string(),
  number: z.number(),
  count: z.number(),
  outcome: z.enum(['open', 'won', 'lost']),
})

const workerView = z.object({
  health: z.enum(HEALTHS),
  since: time,
  reason: z.string(),
  /** It is absent if no other worker has the same task. */
  attempt: attemptView.optional(),
  agent: z.string(),
  session: z.string(),
  incarnation: z.number(),
  assignment: assignmentView.nullable(),
  progress: z.object({ done: z.number().nullable(), total: z.number().nullable(), now: z.string() }).nullable(),
  branch: z.string(),
  worktree: z.string().nullable(),
  /** The commit at which the worker's branch starts, or null if there is no worktree yet. */
  start_commit: sha.nullable(),
  ahead: z.number(),
  behind: z.number(),
  files: z.array(z.string()),
  dirty: z.number(),
  last_commit: z.object({ sha, subject: z.string(), at: time }).nullable(),
  /** The newest pull request that czar has seen for the worker's branch. `url` is null if git does not show it. */
  pull_request: z.object({ number: z.number(), url: z.string().nullable() }).nullable().default(null),
  /**
   * The paths that this worker and another one both changed without building on each other's work. At most 20 other workers are listed,
   * with 20 paths each.
   */
  overlaps: z.array(z.object({ worker: z.string(), files: z.array(z.string()) })),
  /** The earlier task, or `base`, that did the same work as this worker's open or last task. It is null if czar knows of no duplicate. */
  duplicate_of: z.string().nullable().default(null),
  /** The tasks with which the worker's work would conflict if it were merged now. Base may be among them. */
  conflicts_with: z.array(workersConflict).default([]),
  /**
   * For each other worker, the most serious thing that its work has in common with this worker's work. The most serious of all comes first.
   */
  in_common: z.array(inCommon).default([]),
  waiting_for: z.array(z.string()),
  /** The worker that added this one for a part of its own task. null: the project file or a person did. */
  parent: z.string().nullable().default(null),
  /** The tasks of its children for which the worker waits now with `czar wait`. */
  waits_for: z.array(z.string()).default([]),
  unblocks: z.array(z.string()),
  restarts: z.number(),
  usage: usageView.default({ usd: null, tokens: null, context: null, turns: 0, is_partial: false }),
  /** Why czar cannot type a text now, for example because a person is typing in the terminal. It is null if no text waits. */
  held: z.string().nullable(),
  /** Whether a person has paused the worker, so that czar leaves it alone. */
  paused: z.boolean(),
  attention: z.string().nullable(),
})

const taskView = z.object({
  id: z.string(),
  kind: z.enum(['primary', 'bonus']),
  /** candidate: the task is a proven attempt, and czar has not settled which attempt wins. */
  state: z.enum(['waiting', 'assigned', 'candidate', 'verified', 'stale', 'failed', 'dropped']),
  /** It is absent if the task has only one worker. */
  attempt: attemptView.optional(),
  worker: z.string().nullable(),
  /** The worker for which a waiting bonus task is reserved. With null the worker that suits it best gets it. */
  reserved_for: z.string().nullable(),
  after: z.array(z.string()),
  /** The priority of a bonus task. Tasks with a higher number come first. */
  priority: z.number().default(0),
  /** Whether a person added the task while czar ran, so that it may not be in the project file. */
  added: z.boolean().default(false),
  /** The workers that lost the task or failed at it, and how. */
  earlier: z.array(z.object({ worker: z.string(), how: z.string(), branch: z.string().nullable(), commit: sha.nullable() })).default([]),
  /**
   * The worker that has the bonus task, how many assignments the task has had so far, and when the worker loses it if it shows no activity.
   * This time is given to the minute, or null while no time counts.
   */
  lease: z.object({ worker: z.string(), epoch: z.number(), expires_at: time.nullable() }).nullable().default(null),
  /** The branch with the task's work, or null if no worker ever had the task. */
  branch: z.string().nullable().default(null),
  verified_commit: sha.nullable(),
  /** The task, or the name of base, whose work proved this task. It is null if the task's own work did, or if it has no proof. */
  proven_by: z.string().nullable().default(null),
  /**
   * Why the task's proof no longer counts, or does not cover the tree that a merge would give now. It is null if the proof is right, or if
   * there is no proof.
   */
  doubt: z.string().nullable().default(null),
  /** Remarks on the proof: commands that passed only when they ran again, and what czar noticed in the work. */
  remarks: z.array(z.string()).default([]),
  attempts: z.number(),
  /** The time from the assignment to the result of the check, in ms. It is null while the task is open. */
  duration_ms: z.number().nullable(),
})

export const countsView = z.object({
  /** The number of all tasks that were not dropped. */
  wanted: z.number(),
  waiting: z.number(),
  assigned: z.number(),
  verified: z.number(),
  stale: z.number(),
  failed: z.number(),
  dropped: z.number(),
})

export const attentionView = z.object({
  key: z.string(),
  worker: z.string().nullable(),
  text: z.string(),
  hint: z.string().nullable(),
  since: time,
})

/** The errors and warnings about accept commands on base. `place` is `file:line:column` in the project file, or null if it is unknown. */
const baseGatesView = z.object({
  base: sha,
  findings: z.array(
    z.object({ level: z.enum(['error', 'warning', 'note']), task: z.string(), place: z.string().nullable(), text: z.string() }),
  ),
})

const alertView = z.object({ name: z.string(), problem: z.string(), since: time })

const programView = z.object({
  /** The name of the agent's profile. */
  agent: z.string(),
  program: z.string(),
  /** The installed version, or null if it is unknown. */
  version: z.string().nullable(),
  measured: z.string(),
  differs: z.array(z.string()),
})

/** When the fleet is expected to be through, and between which moments. `based_on` is how many finished tasks czar knows that are like it. */
const estimateView = z.object({ at: time, from: time, to: time, based_on: z.number() })

/** Bonus tasks count as workers do. `problem` is the first mistake in the file, or null if there is none. */
const fileEditView = z.object({ added: z.number(), changed: z.number(), removed: z.number(), problem: z.string().nullable() })

export const statusSchema = z.object({
  version: z.literal(1),
  project: z.string(),
  /** When the project was first launched. */
  started_at: time,
  updated_at: time,
  /** The number of the last event that is contained in this status. */
  seq: z.number(),
  /**
   * The id of the journal, and the checksum of that event. The checksum covers all events before it too. The id and the checksum are null
   * if they are unknown.
   */
  journal: z.object({ id: z.string(), checksum: z.string() }).nullable().default(null),
  /** The absolute path of the project file. It is empty in status files of earlier versions. */
  file: z.string().default(''),
  /** How the project file differs from what the czar runs. null: it does not differ. */
  file_edit: fileEditView.nullable().default(null),
  repo: z.string(),
  base: z.string(),
  czar: z.object({
    pid: z.number(),
    epoch: z.number(),
    state: z.enum(['starting', 'supervising', 'stopping', 'finished', 'stopped']),
    heartbeat_at: time,
  }),
  /** What the whole fleet has used. */
  usage: fleetUsageView.default({ usd: null, tokens: null, turns: 0, is_partial: false }),
  workers: z.record(z.string(), workerView),
  queue: z.array(taskView),
  tasks: z.array(taskView),
  /** How many tasks are in each state. It is null in status files of earlier versions. */
  counts: countsView.nullable().default(null),
  /** It is null if czar knows too few finished tasks, or if no work is open. */
  estimate: estimateView.nullable().default(null),
  /** The merge train, or null if no task was on it. */
  train: trainView.nullable().default(null),
  /** The tasks that are done in stages, each with the stage at which it is. It is absent in status files of earlier versions. */
  stages: z.array(stagesView).optional(),
  /** The reviews of proven work, the oldest first. */
  reviews: z.array(reviewView).default([]),
  /** The tasks whose work is the same as earlier work, the oldest first. */
  duplicates: z.array(duplicateView).default([]),
  /** The conflicts that czar foresees among unfinished works, and of unfinished work with proven work and base. */
  conflicts: z.array(foreseenConflict).default([]),
  /** The pull requests of proven tasks. The list is empty if the project file has no `policy.pull_requests`. */
  pull_requests: z.array(pullRequestView).default([]),
  attention: z.array(attentionView),
  /** What czar found when it ran the accept commands on base, before the work. It is null if czar has not tried them. */
  base_gates: baseGatesView.nullable().default(null),
  /** The alert channels that do not work, each with the reason. */
  alerts: z.array(alertView).default([]),
  /** The agent programs whose installed version is not the one with which czar was tested. */
  programs: z.array(programView).default([]),
})

/**
 * The fields of a status that changed, each with its whole value. `workers` has only those that changed, and a worker that was removed is
 * null.
 */
export const statusPatchSchema = statusSchema.partial().extend({
  workers: z.record(z.string(), workerView.nullable()).optional(),
  // These fields have no defaults here, because a default would overwrite a field that the patch does not contain.
  file: z.string().optional(),
  file_edit: fileEditView.nullable().optional(),
  journal: z.object({ id: z.string(), checksum: z.string() }).nullable().optional(),
  usage: fleetUsageView.optional(),
  counts: countsView.nullable().optional(),
  estimate: estimateView.nullable().optional(),
  train: trainView.nullable().optional(),
  base_gates: baseGatesView.nullable().optional(),
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

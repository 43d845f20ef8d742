import { z } from 'zod'

/**
 * What a worker says of itself through `czar report` (or with an editor): its own file
 * `status/<project>/workers/<id>.json`. The whole history of one worker, newest last, at most 200 entries.
 * A hint, never authority: the czar checks every claim itself.
 */
const line = (max: number) => z.string().max(max)

/** Longest report of a result, in UTF-16 units: some ten pages. */
export const MOST_DETAILS_CHARS = 32_000

/** A brief has room for five such parts: whoever needs more is asked to say it in fewer words. */
export const HANDOFF_PART_CHARS = 700

export const reportSchema = z.lazy(() =>
  z.object({
    /** Counts up from 1 within one file; the reader takes entries with a greater number than it has seen. */
    seq: z.number().int().min(1).max(1_000_000),
    /** Milliseconds since the epoch, by the worker's clock. */
    at: z.number().int().min(0),
    kind: z.enum(['ack', 'progress', 'blocked', 'refuse', 'done', 'note', 'handoff', 'say', 'read']),
    /** The assignment it is about, as named in the brief; null: whatever is open. */
    assignment: line(40).nullable().default(null),
    /** ack: the restatement; blocked: the question; refuse: why not; done: the summary; say: what another worker may read; note and progress: free text. */
    text: line(4000).default(''),
    /** ack: the files it plans to touch. */
    plan: z.array(line(400)).max(200).default([]),
    /** progress: how many of how many steps. */
    done: z.number().int().min(0).max(10_000).nullable().default(null),
    total: z.number().int().min(0).max(10_000).nullable().default(null),
    /** done: the longer report, kept as results/<task>.md; absent: there is none. */
    details: line(MOST_DETAILS_CHARS).optional(),
    /** handoff: what the next agent in the seat has to know. */
    handoff: z
      .object({
        done: line(HANDOFF_PART_CHARS).default(''),
        pending: line(HANDOFF_PART_CHARS).default(''),
        decisions: line(HANDOFF_PART_CHARS).default(''),
        failing: line(HANDOFF_PART_CHARS).default(''),
        next: line(HANDOFF_PART_CHARS).default(''),
      })
      .optional(),
    /** say: the worker it is for, or `all`. */
    to: line(40).optional(),
    /** read: the newest letter that it has read. */
    letter: z.number().int().min(0).max(1_000_000).optional(),
  }),
)
export type Report = z.infer<typeof reportSchema>

export const reportFileSchema = z.lazy(() =>
  z.object({
    version: z.literal(1),
    worker: line(40),
    reports: z.array(reportSchema).max(200),
  }),
)
export type ReportFile = z.infer<typeof reportFileSchema>

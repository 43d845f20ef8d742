import { z } from 'zod'
import { findingSchema, MOST_FINDINGS } from './review/findings.ts'

/**
 * A worker's own reports, written by `czar report` (or an editor) to `status/<project>/workers/<id>.json`: the whole history, newest last,
 * at most 200 entries. A report is only a hint; the czar checks every claim itself.
 */
const line = (max: number) => z.string().max(max)

/** Longest result report in UTF-16 units: about ten pages. */
export const MOST_DETAILS_CHARS = 32_000

/** A handoff part's longest text. A brief has room for five such parts; the agent must shorten longer ones. */
export const HANDOFF_PART_CHARS = 700

export const reportSchema = z.lazy(() =>
  z.object({
    /** Counts up from 1 within one file. The reader takes entries whose number is above the last one it has seen. */
    seq: z.number().int().min(1).max(1_000_000),
    /** Milliseconds since the epoch, by the worker's clock. */
    at: z.number().int().min(0),
    kind: z.enum(['ack', 'progress', 'blocked', 'refuse', 'done', 'note', 'handoff', 'say', 'read', 'review']),
    /** The assignment that the report is about, as named in the brief; null: the open one. */
    assignment: line(40).nullable().default(null),
    /** ack: restatement; blocked: question; refuse: reason; done: summary; say: letter to other workers; note, progress: free text. */
    text: line(4000).default(''),
    /** ack: the files that the worker plans to touch. */
    plan: z.array(line(400)).max(200).default([]),
    /** progress: the steps done, and all steps. */
    done: z.number().int().min(0).max(10_000).nullable().default(null),
    total: z.number().int().min(0).max(10_000).nullable().default(null),
    /** done: the longer report, kept as results/<task>.md; absent: no report. */
    details: line(MOST_DETAILS_CHARS).optional(),
    /** handoff: notes for the next agent in the seat. */
    handoff: z
      .object({
        done: line(HANDOFF_PART_CHARS).default(''),
        pending: line(HANDOFF_PART_CHARS).default(''),
        decisions: line(HANDOFF_PART_CHARS).default(''),
        failing: line(HANDOFF_PART_CHARS).default(''),
        next: line(HANDOFF_PART_CHARS).default(''),
      })
      .optional(),
    /** say: the worker that the letter is for, or `all`. */
    to: line(40).optional(),
    /** review: what a reviewer found, the worst first. */
    findings: z.array(findingSchema).max(MOST_FINDINGS).optional(),
    /** read: the number of the newest letter that the worker has read. */
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

import { z } from 'zod'
import { findingSchema, MOST_FINDINGS } from './review/findings.ts'

/**
 * A report that a worker wrote with `czar report` (or with an editor). The file `status/<project>/workers/<id>.json` holds all reports of
 * the worker, the newest last, at most 200. Czar believes no report: it checks every claim itself.
 */
const line = (max: number) => z.string().max(max)

/** The longest detailed report about a finished task, in UTF-16 units. The limit is about ten pages. */
export const MOST_DETAILS_CHARS = 32_000

/**
 * The longest text of each part of a handoff (an agent's notes for the agent that replaces it), in UTF-16 units. Five such parts fit into a
 * brief. Czar refuses a longer part, so that the agent shortens it.
 */
export const HANDOFF_PART_CHARS = 700

/** The longest command with which a stage shows that earlier work is wrong, in UTF-16 units. */
export const MOST_COMMAND_CHARS = 2000

// Long: it lists all fields of a report.
export const reportSchema = z.lazy(() =>
  z.object({
    /** The report's number in its file, counted from 1. Czar takes only reports with a higher number than the last one that it has read. */
    seq: z.number().int().min(1).max(1_000_000),
    /** When the report was written, by the worker's own clock, in ms since the epoch. */
    at: z.number().int().min(0),
    kind: z.enum(['ack', 'progress', 'blocked', 'refuse', 'done', 'note', 'fact', 'handoff', 'say', 'read', 'review']),
    /** The assignment that the report is about, as the brief names it. null means the open assignment. */
    assignment: line(40).nullable().default(null),
    /**
     * The text of the report. ack: the task in the worker's own words. blocked: the question. refuse: the reason. done: a summary. say: the
     * letter to other workers. fact: the fact, or nothing if the worker only says that an earlier fact is wrong or right. note, progress: any text.
     */
    text: line(4000).default(''),
    /** With ack: the files that the worker plans to change. */
    plan: z.array(line(400)).max(200).default([]),
    /** With progress: how many steps are done. `total` is the number of all steps. */
    done: z.number().int().min(0).max(10_000).nullable().default(null),
    total: z.number().int().min(0).max(10_000).nullable().default(null),
    /** With done: a longer report, which czar keeps as results/<task>.md. It is absent if the worker wrote none. */
    details: line(MOST_DETAILS_CHARS).optional(),
    /** With done: the command that shows that the work of an earlier stage is wrong. */
    fails: line(MOST_COMMAND_CHARS).optional(),
    /** With handoff: notes for the agent that replaces this one. */
    handoff: z
      .object({
        done: line(HANDOFF_PART_CHARS).default(''),
        pending: line(HANDOFF_PART_CHARS).default(''),
        decisions: line(HANDOFF_PART_CHARS).default(''),
        failing: line(HANDOFF_PART_CHARS).default(''),
        next: line(HANDOFF_PART_CHARS).default(''),
      })
      .optional(),
    /** With fact: the number of an earlier fact that is wrong. */
    contradicts: z.number().int().min(1).max(1_000_000_000).optional(),
    /** With fact: the number of an earlier fact that the worker found to be right. */
    confirms: z.number().int().min(1).max(1_000_000_000).optional(),
    /** With say: the worker that gets the letter, or `all`. */
    to: line(40).optional(),
    /** With review: the faults that the reviewer found, the worst first. */
    findings: z.array(findingSchema).max(MOST_FINDINGS).optional(),
    /** With read: the number of the newest letter that the worker has read. */
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

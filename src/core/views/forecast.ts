import { z } from 'zod'

const kind = z.enum(['conflict', 'unknown'])

/** A conflict of a worker's task, for the worker's row. */
export const workersConflict = z.object({
  /** The other task; null: base, or the train's tested tip if there is one. */
  task: z.string().nullable(),
  kind,
  /** The files in conflict; empty if unknown. */
  files: z.array(z.string()),
})

/** Two tasks that would not merge as they are; `other` null: base, or the train's tested tip if there is one. */
export const foreseenConflict = z.object({
  one: z.string(),
  other: z.string().nullable(),
  /** unknown: git could not tell. */
  kind,
  since: z.string(),
  files: z.array(
    z.object({
      path: z.string(),
      kind: z.enum(['text', 'deleted', 'other']),
      hunks: z.array(
        z.object({
          /** The line in the merged file, counted from 1. */
          line: z.number(),
          symbol: z.string().nullable(),
          /** The lines of the side `one` and of the side `other`. */
          ours: z.array(z.string()),
          theirs: z.array(z.string()),
        }),
      ),
    }),
  ),
})

export type WorkersConflict = z.infer<typeof workersConflict>
export type ForeseenConflict = z.infer<typeof foreseenConflict>

import { z } from 'zod'

const kind = z.enum(['conflict', 'unknown'])

/** A conflict of a worker's task, for its row. */
export const workersConflict = z.object({
  /** The other task; null: base, with the tested work on it. */
  task: z.string().nullable(),
  kind,
  /** The files in conflict; empty if unknown. */
  files: z.array(z.string()),
})

/** Two tasks that would not merge as they are; `other` null: base, with the tested work on it. */
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
          /** In the merged file, from 1. */
          line: z.number(),
          symbol: z.string().nullable(),
          /** The lines of `one` and of `other`. */
          ours: z.array(z.string()),
          theirs: z.array(z.string()),
        }),
      ),
    }),
  ),
})

export type WorkersConflict = z.infer<typeof workersConflict>
export type ForeseenConflict = z.infer<typeof foreseenConflict>

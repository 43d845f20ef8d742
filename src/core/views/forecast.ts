import { z } from 'zod'

const kind = z.enum(['conflict', 'unknown'])

/** A conflict of a worker's task, for the row of this worker. */
export const workersConflict = z.object({
  /** The other task. It is null if the other side is the train's tested tip or, if there is none, base. */
  task: z.string().nullable(),
  kind,
  /** The files that conflict. The list is empty if they are unknown. */
  files: z.array(z.string()),
})

/**
 * Two tasks that could not be merged as they are now. `other` is null if the other side is the train's tested tip or, if there is none,
 * base.
 */
export const foreseenConflict = z.object({
  one: z.string(),
  other: z.string().nullable(),
  /** The kind of the conflict. unknown: git could not tell. */
  kind,
  since: z.string(),
  files: z.array(
    z.object({
      path: z.string(),
      kind: z.enum(['text', 'deleted', 'other']),
      hunks: z.array(
        z.object({
          /** The number of the line in the merged file, counted from 1. */
          line: z.number(),
          symbol: z.string().nullable(),
          /** The lines of the task in `one`. `theirs` has the lines of `other`. */
          ours: z.array(z.string()),
          theirs: z.array(z.string()),
        }),
      ),
    }),
  ),
})

export type WorkersConflict = z.infer<typeof workersConflict>
export type ForeseenConflict = z.infer<typeof foreseenConflict>

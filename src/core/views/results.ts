import { z } from 'zod'

/**
 * What the workers say came of their tasks, and what the czar found: `results/index.json`, `czar results` and the API.
 * A projection of the state; the texts beside it are in the journal. Times are ISO 8601 UTC.
 */
const resultSchema = z.lazy(() =>
  z.object({
    task: z.string(),
    worker: z.string(),
    assignment: z.string(),
    reported_at: z.string(),
    /** open: claimed, and not checked to the end; failed: given up or dropped. */
    verdict: z.enum(['open', 'rejected', 'verified', 'failed']),
    /** What was checked last; null: nothing yet. */
    commit: z.string().nullable(),
    /** The branch that the work is on; null: not known. */
    branch: z.string().nullable().default(null),
    /** The first line of the worker's own summary. */
    title: z.string(),
    /** Of the whole text, below the project's directory. */
    path: z.string(),
  }),
)

export const resultsSchema = z.lazy(() => z.object({ version: z.literal(1), project: z.string(), results: z.array(resultSchema) }))

export type ResultView = z.infer<typeof resultSchema>
export type ResultsView = z.infer<typeof resultsSchema>

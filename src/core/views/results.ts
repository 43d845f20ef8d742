import { z } from 'zod'

/**
 * The results that workers reported, with the czar's verdicts, for `results/index.json`, `czar results` and the API. Made from the state;
 * the journal has the full texts. Times are ISO 8601 UTC.
 */
const resultSchema = z.lazy(() =>
  z.object({
    task: z.string(),
    worker: z.string(),
    assignment: z.string(),
    reported_at: z.string(),
    /** open: claimed, and the check has not finished; failed: given up or dropped. */
    verdict: z.enum(['open', 'rejected', 'verified', 'failed']),
    /** The commit that was checked last; null: none yet. */
    commit: z.string().nullable(),
    /** The branch of the work; null: unknown. */
    branch: z.string().nullable().default(null),
    /** The first line of the worker's own summary. */
    title: z.string(),
    /** Path of the whole report, relative to the project's directory. */
    path: z.string(),
  }),
)

export const resultsSchema = z.lazy(() => z.object({ version: z.literal(1), project: z.string(), results: z.array(resultSchema) }))

export type ResultView = z.infer<typeof resultSchema>
export type ResultsView = z.infer<typeof resultsSchema>

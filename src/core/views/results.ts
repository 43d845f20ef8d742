import { z } from 'zod'

/**
 * What workers reported about their finished tasks, and how czar's checks ended. It is for `results/index.json`, `czar results` and the
 * API. It is made from the state, and the whole texts are in the journal. Times are ISO 8601 UTC.
 */
const resultSchema = z.lazy(() =>
  z.object({
    task: z.string(),
    worker: z.string(),
    assignment: z.string(),
    reported_at: z.string(),
    /** How far the claim is. open: the work was claimed as done, and the check has not ended. failed: the task was given up or dropped. */
    verdict: z.enum(['open', 'rejected', 'verified', 'failed']),
    /** The commit that was checked last, or null if none was. */
    commit: z.string().nullable(),
    /** The branch with the work, or null if it is unknown. */
    branch: z.string().nullable().default(null),
    /** The first line of what the worker wrote about its work. */
    title: z.string(),
    /** The path of the whole report, relative to the project's folder. */
    path: z.string(),
  }),
)

export const resultsSchema = z.lazy(() => z.object({ version: z.literal(1), project: z.string(), results: z.array(resultSchema) }))

export type ResultView = z.infer<typeof resultSchema>
export type ResultsView = z.infer<typeof resultsSchema>

import { z } from 'zod'

/**
 * The request of one task. waiting: it is proven and not opened yet; refused: the remote or the forge does not take its commit;
 * closed: without a merge.
 */
export const pullRequestView = z.object({
  task: z.string(),
  worker: z.string(),
  branch: z.string(),
  state: z.enum(['waiting', 'draft', 'open', 'merged', 'closed', 'refused']),
  number: z.number().nullable(),
  url: z.string().nullable(),
  /** The commit that it shows; null: not opened yet. */
  head: z.string().nullable(),
  /** The forge's checks of that commit; null: none were seen. */
  checks: z.object({ passed: z.number(), pending: z.number(), failed: z.array(z.string()) }).nullable(),
  /** How often its task went back to its worker for failed checks. */
  returns: z.number(),
  /** Why it needs a person, or waits; null: it does not. */
  problem: z.string().nullable(),
})

export type PullRequestView = z.infer<typeof pullRequestView>

import { z } from 'zod'

/**
 * The pull request of one branch. waiting: the work is proven and its request is not opened yet. refused: the remote or
 * the forge refuses its commit. closed: the request was closed without a merge.
 */
export const pullRequestView = z.object({
  /** null, as is `worker`: it is about the tested work of all tasks. */
  task: z.string().nullable(),
  worker: z.string().nullable(),
  branch: z.string(),
  state: z.enum(['waiting', 'draft', 'open', 'merged', 'closed', 'refused']),
  number: z.number().nullable(),
  url: z.string().nullable(),
  /** The commit that the request shows; null: the request is not opened yet. */
  head: z.string().nullable(),
  /** The forge's checks of that commit; null: czar has seen none. */
  checks: z.object({ passed: z.number(), pending: z.number(), failed: z.array(z.string()) }).nullable(),
  /** How many times the task went back to its worker because of failed checks. */
  returns: z.number(),
  /** Why the request waits or needs a person; null: neither. */
  problem: z.string().nullable(),
})

export type PullRequestView = z.infer<typeof pullRequestView>

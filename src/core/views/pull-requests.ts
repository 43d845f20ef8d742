import { z } from 'zod'

/**
 * The pull request of a branch. waiting: the work is proven and its request is not open yet. refused: the remote or the forge refuses the
 * commit. closed: the request was closed without a merge.
 */
export const pullRequestView = z.object({
  /** The task that did the work. It is null, like `worker`, if the request has the tested work of all tasks. */
  task: z.string().nullable(),
  worker: z.string().nullable(),
  branch: z.string(),
  state: z.enum(['waiting', 'draft', 'open', 'merged', 'closed', 'refused']),
  number: z.number().nullable(),
  url: z.string().nullable(),
  /** The commit that the request shows, or null if the request is not open yet. */
  head: z.string().nullable(),
  /** The forge's checks of this commit, or null if czar has seen none. */
  checks: z.object({ passed: z.number(), pending: z.number(), failed: z.array(z.string()) }).nullable(),
  /** How many times the task went back to its worker because checks on the forge failed. */
  returns: z.number(),
  /** Why the request waits or needs a person, or null if it does neither. */
  problem: z.string().nullable(),
})

export type PullRequestView = z.infer<typeof pullRequestView>

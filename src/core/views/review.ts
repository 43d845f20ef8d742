import { z } from 'zod'
import { SEVERITIES } from '../events/review/findings.ts'

/** A review of proven work. The reviewer's words are quoted and shortened. Money is in US dollars, or null if it is unknown. */
export const reviewView = z.object({
  /** The name that the reviewer has among the workers while the review runs. */
  id: z.string(),
  task: z.string(),
  commit: z.string(),
  round: z.number(),
  agent: z.string(),
  model: z.string().nullable(),
  /**
   * approved: the review does not send the task back. rejected: the task goes back to its author, or a person decides. void: the review
   * does not count.
   */
  state: z.enum(['reviewing', 'checking', 'approved', 'rejected', 'void']),
  /** With void: why the review does not count. With approved in spite of a fault: that a person accepted the fault. */
  reason: z.string().nullable(),
  findings: z.array(
    z.object({
      path: z.string(),
      line: z.number().nullable(),
      severity: z.enum(SEVERITIES),
      /** The reviewer's words, in quotes. */
      claim: z.string(),
      command: z.string().nullable(),
      outcome: z.enum(['shown', 'passes', 'before', 'again', 'not_run', 'lines']),
      /** The place of the finding, the reviewer's words and what czar found out, in one line. */
      text: z.string(),
    }),
  ),
  log: z.string().nullable(),
  usd: z.number().nullable(),
  tokens: z.number().nullable(),
  /** How long the reviewer had an agent, in ms. */
  duration_ms: z.number(),
})
export type ReviewView = z.infer<typeof reviewView>

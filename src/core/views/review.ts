import { z } from 'zod'
import { SEVERITIES } from '../events/review/findings.ts'

/** A review of proven work. The reviewer's words are quoted and shortened. Money is in US dollars; null: unknown. */
export const reviewView = z.object({
  /** The reviewer's name among the workers while the review runs. */
  id: z.string(),
  task: z.string(),
  commit: z.string(),
  round: z.number(),
  agent: z.string(),
  model: z.string().nullable(),
  /** approved: the review does not send the task back. rejected: the task goes back, or a person decides. void: the review does not count. */
  state: z.enum(['reviewing', 'checking', 'approved', 'rejected', 'void']),
  /** void: why the review does not count; approved in spite of a fault: that a person accepted it. */
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
      /** The finding's place, claim and outcome as one line. */
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

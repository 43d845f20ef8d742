import { z } from 'zod'
import { dollars, percent, tokenCount } from './amounts.ts'
import { positiveDuration } from './duration.ts'

const limits = {
  usd: dollars.optional().describe('US dollars, by the prices of the agent profile.'),
  tokens: tokenCount.optional().describe('Tokens of all kinds, cached ones too: 900000, 500k, 2M.'),
  turns: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('Turns of its agents: a turn is from a text until the agent waits for the next one.'),
}

/** The budget of one worker. */
export const workerBudgetSchema = z.strictObject({
  ...limits,
  time: positiveDuration.optional().describe('How long its agents may run; the time spent waiting for a limit does not count.'),
})

/** The budget of all workers together. */
export const fleetBudgetSchema = z.strictObject({
  ...limits,
  time: positiveDuration.optional().describe('Time since the first launch.'),
  soft: percent
    .prefault('80%')
    .describe("When this share of a budget is used, the fleet's or a worker's, nothing new is started; at 100% agents are ended."),
})

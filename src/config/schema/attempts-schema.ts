import { z } from 'zod'

/** The largest number of attempts at one task. */
const MOST = 8

const count = z.int().min(2, 'must be at least 2: one worker is one attempt').max(MOST, `must be at most ${MOST}`)

/** How many workers try the same task: a number, or a mapping with more settings. */
export const attemptsSchema = z.union(
  [
    count,
    z.strictObject({
      count: count.describe('How many workers try the task.'),
      agents: z
        .array(z.string().min(1))
        .min(1, 'must name at least one agent profile, or be left out')
        .optional()
        .describe("Agent profiles of the attempts, in turn; default: the worker's agent for all."),
      settle: z
        .enum(['first', 'best'])
        .default('first')
        .describe(
          'first: the first proven attempt wins, and the others end. best: all go on to their end, and czar compares the proven ones.',
        ),
    }),
  ],
  { error: 'must be a whole number, or a mapping with count, agents and settle' },
)

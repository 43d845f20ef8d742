import { z } from 'zod'

const sha = z.string()

/** A proven commit of a task. */
const member = z.object({
  task: z.string(),
  commit: sha,
  /** Files in which lines that it adds stand beside lines that others add at the same place; absent: none. */
  joined: z.array(z.string()).optional(),
})

/** The merge train, as others are shown it. */
export const trainView = z.object({
  branch: z.string(),
  /** The commit of base that it is built on. */
  base: sha,
  /** The tip of `branch` as czar left it; null: no tree has passed yet. */
  tip: sha.nullable(),
  /** testing: a chain is being tested; stopped: a person has to settle something; resting: nothing is to be done. */
  state: z.enum(['resting', 'testing', 'stopped']),
  /** Why it stopped. */
  problem: z.string().nullable(),
  /** Tested together, in order, and not in base yet. */
  tested: z.array(member),
  /** Merged, and not tested yet. */
  merged: z.array(member),
  aside: z.array(
    member.extend({
      because: z.enum(['conflict', 'red', 'needs', 'content', 'duplicate']),
      files: z.array(z.string()),
      beside: z.array(z.string()),
      /** The end of a sentence about the task. */
      text: z.string(),
      /** Absolute path of the output of the tests that failed. */
      log: z.string().nullable(),
    }),
  ),
  /** Proven, and not merged before the tasks in `for` are: its commit stands on their work. Absent in status of older versions. */
  waiting: z.array(member.extend({ for: z.array(z.string()) })).optional(),
  /** The last try to put a tested tip on base at the end of a run. Absent: none, or status of an older version. */
  landing: z
    .object({
      tip: sha,
      base: z.string(),
      /** Why it is not on base; null: it is. */
      refused: z.string().nullable(),
      /** What a person types to land it. */
      command: z.string().nullable(),
    })
    .optional(),
  /** Proven tasks that base contains. */
  landed: z.array(z.string()),
})

export type TrainView = z.infer<typeof trainView>

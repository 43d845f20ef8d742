import { z } from 'zod'

const sha = z.string()

/** A proven commit of a task. */
const member = z.object({
  task: z.string(),
  commit: sha,
  /** Files in which the task's added lines stand beside lines that others added at the same place; absent: none. */
  joined: z.array(z.string()).optional(),
})

/** The merge train, as people and programs see it. */
export const trainView = z.object({
  branch: z.string(),
  /** The commit of base that the train is built on. */
  base: sha,
  /** The tip of `branch` as czar last set it; null: no tree has passed its tests yet. */
  tip: sha.nullable(),
  /** testing: a tree of the train is being tested; stopped: a person must settle something; resting: there is nothing to do. */
  state: z.enum(['resting', 'testing', 'stopped']),
  /** Why the train stopped. */
  problem: z.string().nullable(),
  /** Tasks whose commits were tested together, in order, and are not in base yet. */
  tested: z.array(member),
  /** Tasks whose commits are merged and not tested yet. */
  merged: z.array(member),
  aside: z.array(
    member.extend({
      because: z.enum(['conflict', 'red', 'needs', 'content', 'duplicate']),
      files: z.array(z.string()),
      beside: z.array(z.string()),
      /** Why the task is set aside, as the end of a sentence about it. */
      text: z.string(),
      /** Absolute path of the output of the tests that failed. */
      log: z.string().nullable(),
    }),
  ),
  /**
   * Proven tasks that are not merged before the tasks in `for`, because their commits build on those tasks' work. Absent
   * in status files of earlier versions.
   */
  waiting: z.array(member.extend({ for: z.array(z.string()) })).optional(),
  /**
   * What a person types to put the tested tree on base; null: nothing is there to land, or nothing can. Absent in status files of earlier
   * versions: `czar land`.
   */
  command: z.string().nullable().optional(),
  /** `merge.land: when_finished`: why the tested tree is not on base yet; absent: the run is over, or nothing waits to land. */
  lands_later: z.string().optional(),
  /** The last try to move base to a tested tip at the end of a run. Absent: none, or a status file of an earlier version. */
  landing: z
    .object({
      tip: sha,
      base: z.string(),
      /** Why base was not moved to the tip; null: it was moved. */
      refused: z.string().nullable(),
      /** The command that a person types to land the tip. */
      command: z.string().nullable(),
    })
    .optional(),
  /** The open pull request that is to land the tested tree; absent: none, or a status file of an earlier version. */
  request: z.object({ number: z.number(), url: z.string(), draft: z.boolean() }).optional(),
  /** Proven tasks whose work base contains. */
  landed: z.array(z.string()),
})

export type TrainView = z.infer<typeof trainView>

import { z } from 'zod'

const sha = z.string()

/** A proven commit of a task. */
const member = z.object({
  task: z.string(),
  commit: sha,
  /**
   * Files in which czar kept both sides of a conflict, so that the task's added lines stand next to lines that others added. Absent means
   * none.
   */
  joined: z.array(z.string()).optional(),
})

/** The merge train as the status shows it. */
export const trainView = z.object({
  branch: z.string(),
  /** The commit of base on which the train is built. */
  base: sha,
  /** The commit to which czar last moved `branch`, or null if no tree has passed its tests yet. */
  tip: sha.nullable(),
  /** testing: czar is testing a tree of the train. stopped: a person must settle something. resting: there is nothing to do. */
  state: z.enum(['resting', 'testing', 'stopped']),
  /** Why the train stopped. */
  problem: z.string().nullable(),
  /** The tasks whose commits were tested together and are not in base yet, in order. */
  tested: z.array(member),
  /** The tasks whose commits are merged and not tested yet. */
  merged: z.array(member),
  aside: z.array(
    member.extend({
      because: z.enum(['conflict', 'red', 'needs', 'content', 'duplicate']),
      files: z.array(z.string()),
      beside: z.array(z.string()),
      /** Why the task is kept off the train, as the end of a sentence about the task. */
      text: z.string(),
      /** The absolute path of the file with the output of the tests that failed. */
      log: z.string().nullable(),
    }),
  ),
  /**
   * Proven tasks that are neither merged nor set aside, each with the reason. A task whose commit builds on the work of other tasks cannot
   * be merged before the tasks in `for`. Status files of earlier versions do not have this field.
   */
  waiting: z
    .array(
      member.extend({
        for: z.array(z.string()),
        /** Why the task is not merged, as the end of a sentence about the task. Status files of earlier versions do not have it. */
        text: z.string().optional(),
        /** The command that helps. It is null if czar merges the task by itself, or if there is no such command. */
        hint: z.string().nullable().optional(),
      }),
    )
    .optional(),
  /**
   * The command with which a person can move base to the tested tree. It is null if there is nothing to merge, or if no command can do it.
   * Status files of earlier versions do not have the field, and `czar land` is the command then.
   */
  command: z.string().nullable().optional(),
  /**
   * With `merge.land: when_finished`: why base was not moved to the tested tree yet. It is absent if the project is finished, or if nothing
   * waits.
   */
  lands_later: z.string().optional(),
  /**
   * What happened when czar last tried to move base to a tested tip at the end of the project. It is absent if czar never tried, and in
   * status files of an earlier version.
   */
  landing: z
    .object({
      tip: sha,
      base: z.string(),
      /** Why base was not moved to the tip, or null if it was. */
      refused: z.string().nullable(),
      /** The command with which a person can move base to the tip. */
      command: z.string().nullable(),
    })
    .optional(),
  /**
   * The open pull request that brings the tested tree into base. It is absent if there is none, and in status files of an earlier version.
   */
  request: z.object({ number: z.number(), url: z.string(), draft: z.boolean() }).optional(),
  /** The proven tasks whose work is in base. */
  landed: z.array(z.string()),
})

export type TrainView = z.infer<typeof trainView>

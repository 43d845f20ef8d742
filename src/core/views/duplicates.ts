import { z } from 'zod'
import { bothLand } from '../duplicates/both-land.ts'
import { sayDuplicate } from '../duplicates/say-duplicate.ts'
import type { State } from '../state/types/state.ts'

/** A task whose work is the same as earlier work, as the status shows it. */
export const duplicateView = z.object({
  task: z.string(),
  worker: z.string(),
  /** The earlier task, and then its worker. Task and worker are null if the work is on base. */
  of: z.string().nullable(),
  of_worker: z.string().nullable(),
  /** The commit of the earlier work. If that work was not committed, it is the commit on which it is based. */
  commit: z.string(),
  /** How the task's accept commands ended on the earlier work, or null if they have not run there. */
  verdict: z.enum(['green', 'red', 'idle', 'error']).nullable(),
  /** Whether the earlier work has proved the task. */
  is_proof: z.boolean(),
  /** Whether both tasks have a proof of their own, so that the same work is merged twice. */
  both_land: z.boolean().default(false),
  /** What the two works have in common. */
  text: z.string(),
})

export type DuplicateView = z.infer<typeof duplicateView>

export function viewDuplicates(state: Pick<State, 'duplicates' | 'tasks'>): readonly DuplicateView[] {
  return Object.values(state.duplicates ?? {})
    .toSorted((one, other) => one.at - other.at)

    .map(found => {
      const { task, worker, earlier, facts, tried, isProof } = found
      return {
        task,
        worker,
        of: earlier.task,
        of_worker: earlier.worker,
        commit: tried?.commit ?? earlier.commit,
        verdict: tried?.verdict ?? null,
        is_proof: isProof,
        both_land: bothLand(state, found),
        text: sayDuplicate(facts),
      }
    })
}

/** Tells a person that the same work of two tasks is merged twice, and why czar did not prevent it. */
export function sayBothLand({ task, of, commit, verdict, text }: DuplicateView): string {
  const earlier = `${of ?? 'base'} (commit ${commit.slice(0, 8)})`
  return `${task} and ${earlier} have the same work, and both land: ${text}. ${WHY_BOTH[verdict ?? 'none'](task)}`
}

const WHY_BOTH = {
  none: (task: string) => `The accept commands of ${task} were not run on the earlier work.`,
  red: (task: string) => `The accept commands of ${task} fail on the earlier work.`,
  idle: (task: string) => `The accept commands of ${task} pass without any work, so they settle nothing.`,
  error: (task: string) => `The accept commands of ${task} could not be run on the earlier work.`,
  green: (task: string) => `The accept commands of ${task} pass on the earlier work.`,
}

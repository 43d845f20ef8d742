import { z } from 'zod'
import { sayDuplicate } from '../duplicates/say-duplicate.ts'
import type { State } from '../state/types/state.ts'

/** A task whose work is the same as earlier work, as people and programs see it. */
export const duplicateView = z.object({
  task: z.string(),
  worker: z.string(),
  /** The earlier task and its worker; null: the work is on base. */
  of: z.string().nullable(),
  of_worker: z.string().nullable(),
  /** The commit of the earlier work. */
  commit: z.string(),
  /** How the task's accept commands ended on the earlier work; null: they have not run there. */
  verdict: z.enum(['green', 'red', 'idle', 'error']).nullable(),
  /** The earlier work has proved the task. */
  is_proof: z.boolean(),
  /** What both pieces of work have in common. */
  text: z.string(),
})

export type DuplicateView = z.infer<typeof duplicateView>

export function viewDuplicates({ duplicates = {} }: Pick<State, 'duplicates'>): readonly DuplicateView[] {
  return Object.values(duplicates)
    .toSorted((one, other) => one.at - other.at)
    .map(({ task, worker, earlier, facts, tried, isProof }) => ({
      task,
      worker,
      of: earlier.task,
      of_worker: earlier.worker,
      commit: tried?.commit ?? earlier.commit,
      verdict: tried?.verdict ?? null,
      is_proof: isProof,
      text: sayDuplicate(facts),
    }))
}

import type { WorkerState } from '../../state/types/worker-state.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import type { PolicyContext } from './policy-context.ts'

/**
 * Applies rules to one worker. If a rule throws, this is a bug in czar. Then only this worker gets no judgement, and all other workers get
 * theirs.
 */
export function isolateFaults(context: PolicyContext, { id }: WorkerState, rules: () => void): void {
  try {
    rules()
  } catch (error) {
    context.faults.set(id, error instanceof Error ? error.message : String(error))
  }
}

/** Makes the items about workers for which one of czar's own rules failed. These workers are not judged until the program is fixed. */
export function faultMatters({ faults }: PolicyContext): readonly AttentionMatter[] {
  return [...faults].map(([worker, reason]) => ({
    key: `fault:${worker}`,
    worker,
    text: `the czar's own rules failed for ${worker}, and czar no longer looks after it: ${reason}`,
    hint: `czar attach ${worker}`,
  }))
}

import type { WorkerState } from '../../state/types/worker-state.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import type { PolicyContext } from './policy-context.ts'

/**
 * Applies rules to one worker. A rule that throws is a bug in the czar. Then only this worker is not judged, and the
 * others are.
 */
export function isolateFaults(context: PolicyContext, { id }: WorkerState, rules: () => void): void {
  try {
    rules()
  } catch (error) {
    context.faults.set(id, error instanceof Error ? error.message : String(error))
  }
}

/** Workers for whom the policy itself failed. They are not judged until the program is fixed. */
export function faultMatters({ faults }: PolicyContext): readonly AttentionMatter[] {
  return [...faults].map(([worker, reason]) => ({
    key: `fault:${worker}`,
    worker,
    text: `the czar's own rules failed for ${worker}, and czar no longer looks after it: ${reason}`,
    hint: `czar attach ${worker}`,
  }))
}

import type { WorkerState } from '../../state/types/worker-state.ts'
import type { Matter } from '../engine/matter.ts'
import type { PolicyContext } from './policy-context.ts'

/** Applies rules to one worker. What they throw is our own fault: it costs that worker their judgement, and no other anything. */
export function isolateFaults(context: PolicyContext, { id }: WorkerState, rules: () => void): void {
  try {
    context.about(id, rules)
  } catch (error) {
    context.faults.set(id, error instanceof Error ? error.message : String(error))
  }
}

/** Workers for whom the policy itself failed: nobody judges them until the program is mended. */
export function faultMatters({ faults }: PolicyContext): readonly Matter[] {
  return [...faults].map(([worker, reason]) => ({
    key: `fault:${worker}`,
    worker,
    text: `the czar's own rules failed for ${worker}, which is looked after no more: ${reason}`,
    hint: `czar attach ${worker}`,
  }))
}

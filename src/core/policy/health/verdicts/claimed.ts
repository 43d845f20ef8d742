import { isBeingChecked, isPresumed } from '../../../state/facts/assignment-phase.ts'
import { since } from '../../engine/evidence.ts'
import type { Scene } from '../scene.ts'
import { type HealthVerdict, sayHealth } from './verdict.ts'

/** Judges a worker whose claim is being checked. Only the result of the check counts. */
export function claimed({ assignment, agent }: Scene): HealthVerdict | null {
  if (!isBeingChecked(assignment)) return null
  if (isPresumed(assignment)) return sayHealth(['working', 'claim'], 'claims nothing; what it committed is being checked', { evidence: [] })
  return sayHealth(['working', 'claim'], 'claims to be done; being checked', {
    evidence: [since('report', 'it reported done', { at: assignment.claimedAt ?? agent.noveltyAt })],
  })
}

import { starvedText } from '../../model/starved.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import type { PolicyContext } from '../engine/policy-context.ts'

/** How long the item stays open. The czar that starts again continues the fleet, but may get stuck in the same way. */
const TOLD_MS = 3_600_000

/** Makes the item about a czar that was stuck, so that its watchdog ended it. Such a czar has a bug, or got input that it cannot handle. */
export function starvedMatters({ state, isDue }: PolicyContext): readonly AttentionMatter[] {
  const { starved } = state
  if (starved === null || isDue(starved.at + TOLD_MS)) return []
  return [{ key: 'starved', worker: null, text: starvedText(starved), hint: 'czar doctor' }]
}

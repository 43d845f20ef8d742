import { starvedText } from '../../model/starved.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import type { PolicyContext } from '../engine/policy-context.ts'

/** How long the item stays open. The next czar continues the fleet, but may end up in the same loop. */
const TOLD_MS = 3_600_000

/** The item about a czar that its watchdog ended. Such a czar has a bug, or got input that it cannot handle. */
export function starvedMatters({ state, isDue }: PolicyContext): readonly AttentionMatter[] {
  const { starved } = state
  if (starved === null || isDue(starved.at + TOLD_MS)) return []
  return [{ key: 'starved', worker: null, text: starvedText(starved), hint: 'czar doctor' }]
}

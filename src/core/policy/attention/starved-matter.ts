import { starvedText } from '../../model/starved.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import type { PolicyContext } from '../engine/policy-context.ts'

/** The matter stays open this long: the next czar goes on, and may fall into the same loop. */
const TOLD_MS = 3_600_000

/** A czar ended by its watchdog has a bug, or got input that it cannot cope with. */
export function starvedMatters({ state, isDue }: PolicyContext): readonly AttentionMatter[] {
  const { starved } = state
  if (starved === null || isDue(starved.at + TOLD_MS)) return []
  return [{ key: 'starved', worker: null, text: starvedText(starved), hint: 'czar doctor' }]
}

import type { JournalReader } from '../../adapters/journal/journal-reader.ts'
import { effectIdOf, startOfEffect } from '../../core/events/effect-id.ts'
import type { Journaled } from '../../core/events/event.ts'
import type { EffectId, WorkerId } from '../../core/model/ids.ts'
import { saySeat } from '../../core/policy/health/say-seat.ts'
import { findLast } from '../journal/journal-tail.ts'

/**
 * Says how far czar got with starting the agent of a worker whose turn has come, or which step failed. Returns null if czar has not begun.
 */
export function takingSeat(reader: JournalReader, worker: string): string | null {
  const preparation = effectIdOf({ do: 'prepare_worktree', worker: worker as WorkerId })
  const isStart = (effect: EffectId) => startOfEffect(effect)?.worker === worker
  const isStep = (effect: EffectId) => effect === preparation || isStart(effect)
  // Only events of the newest czar count, because each czar begins the steps again that the one before it did not finish.
  const last = findLast(reader, event => event.kind === 'czar.started' || (isEffect(event) && isStep(event.effect)))
  if (last === null || !isEffect(last)) return null
  const isOpen = last.kind === 'effect.intended'
  return saySeat({
    isPreparing: isOpen && !isStart(last.effect),
    isStarting: isOpen && isStart(last.effect),
    problem: last.kind === 'effect.failed' && !isStart(last.effect) ? last.reason : null,
  })
}

function isEffect(event: Journaled): event is Extract<Journaled, { kind: `effect.${string}` }> {
  return event.kind.startsWith('effect.')
}

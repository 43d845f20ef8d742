import type { JournalReader } from '../../adapters/journal/journal-reader.ts'
import { effectIdOf, startOfEffect } from '../../core/events/effect-id.ts'
import type { Journaled } from '../../core/events/event.ts'
import type { EffectId, WorkerId } from '../../core/model/ids.ts'
import { saySeat } from '../../core/policy/health/say-seat.ts'
import { findLast } from '../journal/journal-tail.ts'

/** How far the last czar got, or where it failed, with a worker that has a seat and no agent yet; null: nothing was done. */
export function takingSeat(reader: JournalReader, worker: string): string | null {
  const preparation = effectIdOf({ do: 'prepare_worktree', worker: worker as WorkerId })
  const isStart = (effect: EffectId) => startOfEffect(effect)?.worker === worker
  const isStep = (effect: EffectId) => effect === preparation || isStart(effect)
  // Each czar begins its predecessor's unfinished steps again.
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

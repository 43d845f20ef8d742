import { deliveryOfEffect, startOfEffect } from '../../core/events/effect-id.ts'
import type { Journaled } from '../../core/events/event.ts'
import { emptyState } from '../../core/state/empty.ts'
import { fold } from '../../core/state/fold.ts'
import type { State } from '../../core/state/types/state.ts'

/** The result of folding a journal's events, up to one of them. */
export interface Recount extends Handed {
  state: State
}

/**
 * The numbers that were given to agents and messages. They are compared with the numbers that agents and messages really
 * have.
 */
export interface Handed {
  /** For each worker, the last incarnation that the czar was about to start. */
  readonly started: Map<string, number>
  /** Messages that were pasted, or that the czar was about to paste. */
  readonly given: Set<string>
}

export function emptyRecount(): Recount {
  return { state: emptyState, started: new Map(), given: new Set() }
}

export function recountEvent(recount: Recount, event: Journaled): void {
  recount.state = fold(recount.state, event)
  noteHanded(recount, event)
}

export function noteHanded(handed: Handed, event: Journaled): void {
  noteStart(handed, event)
  noteDelivery(handed, event)
}

/** Returns JSON. */
export function writeRecount({ state, started, given }: Recount): string {
  return JSON.stringify({ state, started: [...started], given: [...given] })
}

/** Reads the output of `writeRecount`, if it was made under the same rules. */
export function readRecount(text: string): Recount {
  const { state, started, given } = JSON.parse(text)
  return { state, started: new Map(started), given: new Set(given) }
}

/**
 * Counts the start of an agent. The journal has the intent before the session exists and the start after it, so after a crash in between it
 * has only the intent.
 */
function noteStart({ started }: Handed, event: Journaled): void {
  const [worker, incarnation] = startOf(event)
  if (worker !== null) started.set(worker, Math.max(started.get(worker) ?? 0, incarnation))
}

/** Counts a paste, whose intent is journalled before it. */
function noteDelivery({ given }: Handed, event: Journaled): void {
  if (event.kind !== 'effect.intended') return
  const delivery = deliveryOfEffect(event.effect)
  if (delivery !== null) given.add(delivery.message)
}

function startOf(event: Journaled): readonly [string, number] | readonly [null] {
  if (event.kind === 'agent.started') return [event.worker, event.incarnation]
  const start = event.kind === 'effect.intended' ? startOfEffect(event.effect) : null
  return start === null ? [null] : [start.worker, start.incarnation]
}

import { deliveryOfEffect } from '../../core/events/effect-id.ts'
import type { Journaled } from '../../core/events/event.ts'
import { emptyState } from '../../core/state/empty.ts'
import { fold } from '../../core/state/fold.ts'
import type { State } from '../../core/state/types/state.ts'

/** What the events of a journal come to, up to one of them. */
export interface Recount extends Handed {
  state: State
}

/** What was handed out, by which the journal is compared with those who have it. */
export interface Handed {
  /** The last incarnation that was to be started, by worker. */
  readonly started: Map<string, number>
  /** The messages that were pasted, or were just to be. */
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

/** As JSON. */
export function writeRecount({ state, started, given }: Recount): string {
  return JSON.stringify({ state, started: [...started], given: [...given] })
}

/** What `writeRecount` wrote, under the same rules. */
export function readRecount(text: string): Recount {
  const { state, started, given } = JSON.parse(text)
  return { state, started: new Map(started), given: new Set(given) }
}

/** The intent is journalled before the session is made, and the start after it: a crash in between leaves the intent alone. */
function noteStart({ started }: Handed, event: Journaled): void {
  const [worker, incarnation] = startOf(event)
  if (worker !== null) started.set(worker, Math.max(started.get(worker) ?? 0, incarnation))
}

/** The intent is journalled before the paste. */
function noteDelivery({ given }: Handed, event: Journaled): void {
  if (event.kind !== 'effect.intended') return
  const delivery = deliveryOfEffect(event.effect)
  if (delivery !== null) given.add(delivery.message)
}

function startOf(event: Journaled): readonly [string, number] | readonly [null] {
  if (event.kind === 'agent.started') return [event.worker, event.incarnation]
  if (event.kind !== 'effect.intended' || event.action !== 'start_agent' || event.worker === null) return [null]
  return [event.worker, Number(event.effect.split(':').at(-1))]
}

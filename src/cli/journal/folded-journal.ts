import { deliveryOfEffect, startOfEffect } from '../../core/events/effect-id.ts'
import type { Journaled } from '../../core/events/event.ts'
import { emptyState } from '../../core/state/empty.ts'
import { fold } from '../../core/state/fold.ts'
import type { State } from '../../core/state/types/state.ts'

/** The result of folding a journal's events, up to one of them. */
export interface FoldedJournal extends UsedNumbers {
  state: State
}

/**
 * The numbers of agents and messages that the journal has used. They are compared with the numbers of the running agents and stored
 * messages.
 */
export interface UsedNumbers {
  /** For each worker, the number of the last agent that the czar was about to start. */
  readonly started: Map<string, number>
  /** Ids of the messages that the czar pasted or was about to paste. */
  readonly given: Set<string>
}

export function emptyFold(): FoldedJournal {
  return { state: emptyState, started: new Map(), given: new Set() }
}

export function foldInto(folded: FoldedJournal, event: Journaled): void {
  folded.state = fold(folded.state, event)
  noteNumbers(folded, event)
}

export function noteNumbers(numbers: UsedNumbers, event: Journaled): void {
  noteStart(numbers, event)
  noteDelivery(numbers, event)
}

/** Returns a folded journal as JSON, for a snapshot. */
export function writeFolded({ state, started, given }: FoldedJournal): string {
  return JSON.stringify({ state, started: [...started], given: [...given] })
}

/** Reads the output of `writeFolded`. The caller must make sure that the same version of czar's rules wrote it. */
export function readFolded(text: string): FoldedJournal {
  const { state, started, given } = JSON.parse(text)
  return { state, started: new Map(started), given: new Set(given) }
}

/**
 * Counts the start of an agent. The journal gets the intent before the session exists, and the start afterwards. After a crash between the
 * two it has only the intent, so the intent counts.
 */
function noteStart({ started }: UsedNumbers, event: Journaled): void {
  const [worker, incarnation] = startOf(event)
  if (worker !== null) started.set(worker, Math.max(started.get(worker) ?? 0, incarnation))
}

/** Counts the pasting of a message. The journal gets its intent before the paste, so the intent counts. */
function noteDelivery({ given }: UsedNumbers, event: Journaled): void {
  if (event.kind !== 'effect.intended') return
  const delivery = deliveryOfEffect(event.effect)
  if (delivery !== null) given.add(delivery.message)
}

function startOf(event: Journaled): readonly [string, number] | readonly [null] {
  if (event.kind === 'agent.started') return [event.worker, event.incarnation]
  const start = event.kind === 'effect.intended' ? startOfEffect(event.effect) : null
  return start === null ? [null] : [start.worker, start.incarnation]
}

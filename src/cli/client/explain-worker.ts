import type { JournalReader } from '../../adapters/journal/journal-reader.ts'
import type { Asker } from '../../core/events/asker.ts'
import type { Journaled } from '../../core/events/event.ts'
import { readEvidence } from '../../core/model/evidence.ts'
import { workerOf } from '../../ui/text/describe-event.ts'
import { findLast, readTail } from '../journal/journal-tail.ts'
import { journalWorkers, unknownWorker } from '../journal/journal-workers.ts'
import { takingSeat } from './taking-seat.ts'

type Of<Kind extends Journaled['kind']> = Extract<Journaled, { kind: Kind }>

export interface Explanation {
  readonly worker: string
  readonly change: Of<'health.changed'>
  /** Why the worker's health changed. For a worker that waited for its turn to run an agent, it also says what has happened since. */
  readonly reason: string
  /** The events that czar named as evidence for the change, oldest first. */
  readonly events: readonly Journaled[]
  /** The last actions that the czar was about to take for this worker, oldest first. */
  readonly decisions: readonly Of<'effect.intended'>[]
  /** What was observed about this worker before the change, oldest first. */
  readonly before: readonly Journaled[]
  /** The last check of the worker's work. It is null if there was none. */
  readonly check: Of<'verification.finished'> | null
  /**
   * The last command about the worker or the whole fleet, and who gave it. It is null if there was no command, or if the journal does not
   * say who gave it.
   */
  readonly asked: (Journaled & { readonly by: Asker }) | null
}

const DECISIONS = 5
const EVENTS = 12

/** Explains the last change of a worker's health. Throws UsageError if the journal does not know the worker. */
export function explainWorker(reader: JournalReader, { project, worker }: { project: string; worker: string }): Explanation {
  const change = findLast(reader, event => event.kind === 'health.changed' && event.worker === worker)
  if (change?.kind !== 'health.changed') throw unknownWorker(journalWorkers(reader), { project, worker })
  const isDecision = (event: Journaled) => event.kind === 'effect.intended' && event.worker === worker
  const isObservation = (event: Journaled) =>
    event.seq < change.seq && workerOf(event) === worker && !event.kind.startsWith('effect.') && event.kind !== 'health.changed'
  const check = findLast(reader, event => event.kind === 'verification.finished' && event.worker === worker)
  return {
    worker,
    change,
    reason: (isForSeat(change) ? takingSeat(reader, worker) : null) ?? change.reason,
    asked: findAsked(reader, worker),
    check: check?.kind === 'verification.finished' ? check : null,
    events: eventsOf(reader, change),
    decisions: readTail(reader, { accepts: isDecision, count: DECISIONS }).filter(event => event.kind === 'effect.intended'),
    before: readTail(reader, { accepts: isObservation, count: EVENTS }),
  }
}

function findAsked(reader: JournalReader, worker: string): Explanation['asked'] {
  const event = findLast(
    reader,
    found => hasAsker(found) && (workerOf(found) === worker || (found.kind === 'person.stop' && found.worker === null)),
  )
  return event !== null && hasAsker(event) ? event : null
}

function hasAsker(event: Journaled): event is Journaled & { readonly by: Asker } {
  return event.kind.startsWith('person.') && 'by' in event && typeof event.by === 'object'
}

/** Whether the worker waits for its turn to run an agent. A paused worker does not wait, because czar does nothing for it. */
function isForSeat({ matter, reason }: Of<'health.changed'>): boolean {
  return matter === 'seat' && !reason.startsWith('paused')
}

function eventsOf(reader: JournalReader, change: Of<'health.changed'>): readonly Journaled[] {
  const named = new Set(change.evidence.flatMap(written => readEvidence(written).seq ?? []))
  return [...named].toSorted((one, other) => one - other).flatMap(seq => reader.read(seq - 1, 1))
}

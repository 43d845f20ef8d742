import type { JournalReader } from '../../adapters/journal/journal-reader.ts'
import type { Journaled } from '../../core/events/event.ts'

export interface Tail {
  readonly accepts: (event: Journaled) => boolean
  readonly count: number
}

/** How many events are read in one step, when a long journal with few matching events is read backwards. */
const WINDOW = 2_000

/** Reads the last `count` events that `accepts` accepts, oldest first. */
export function readTail(reader: JournalReader, { accepts, count }: Tail): readonly Journaled[] {
  let found: readonly Journaled[] = []
  let end = reader.lastSeq()
  while (end > 0 && found.length < count) {
    const start = Math.max(0, end - WINDOW)
    found = [...readRange(reader, start, end).filter(accepts), ...found]
    end = start
  }
  return count === 0 ? [] : found.slice(-count)
}

/** Reads the events after `start` up to `end`, in several reads, because one read returns fewer events if they are large. */
function readRange(reader: JournalReader, start: number, end: number): readonly Journaled[] {
  const events: Journaled[] = []
  for (let seq = start; seq < end; seq = events.at(-1)?.seq ?? end) {
    const page = reader.read(seq, end - seq)
    if (page.length === 0) break
    events.push(...page)
  }
  return events
}

/** Reads the last event that `accepts` accepts. Returns null if there is none. */
export function findLast(reader: JournalReader, accepts: Tail['accepts']): Journaled | null {
  return readTail(reader, { accepts, count: 1 })[0] ?? null
}

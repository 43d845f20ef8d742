import type { JournalReader } from '../../adapters/journal/journal-reader.ts'
import type { Journaled } from '../../core/events/event.ts'

export interface Tail {
  readonly accepts: (event: Journaled) => boolean
  readonly count: number
}

/** Number of events in one step when a long journal with few matches is read backwards. */
const WINDOW = 2_000

/** The last `count` accepted events, oldest first. */
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

/** Events after `start` up to `end`. A single read may return fewer if they are large. */
function readRange(reader: JournalReader, start: number, end: number): readonly Journaled[] {
  const events: Journaled[] = []
  for (let seq = start; seq < end; seq = events.at(-1)?.seq ?? end) {
    const page = reader.read(seq, end - seq)
    if (page.length === 0) break
    events.push(...page)
  }
  return events
}

/** The last accepted event, or null. */
export function findLast(reader: JournalReader, accepts: Tail['accepts']): Journaled | null {
  return readTail(reader, { accepts, count: 1 })[0] ?? null
}

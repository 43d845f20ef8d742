import { openJournalReader } from '../../src/adapters/journal/journal-reader.ts'
import type { Journaled } from '../../src/core/events/event.ts'

/** Reads at most 5,000 events with a greater number than `seq`. */
export function readEvents(projectDir: string, seq: number): readonly Journaled[] {
  const reader = openJournalReader({ projectDir })
  try {
    return reader.read(seq)
  } finally {
    reader.close()
  }
}

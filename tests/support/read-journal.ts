import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type JournalReader, openJournalReader } from '../../src/adapters/journal/journal-reader.ts'
import type { Journaled } from '../../src/core/events/event.ts'

/** Reads every event of the project, oldest first. The list is empty when the project has no journal yet. */
export function readJournal(projectDir: string): readonly Journaled[] {
  if (!existsSync(join(projectDir, 'journal.sqlite'))) return []
  const reader = openJournalReader({ projectDir })
  try {
    return readAll(reader)
  } finally {
    reader.close()
  }
}

/** Reads a journal page by page, from the first event to the last. */
export function readAll(reader: Pick<JournalReader, 'read'>): readonly Journaled[] {
  const events: Journaled[] = []
  for (;;) {
    const page = reader.read(events.at(-1)?.seq ?? 0)
    if (page.length === 0) return events
    events.push(...page)
  }
}

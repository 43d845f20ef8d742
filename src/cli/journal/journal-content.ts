import { existsSync } from 'node:fs'
import { type JournalReader, openJournalReader } from '../../adapters/journal/journal-reader.ts'
import { journalFile } from '../../adapters/journal/open-database.ts'
import type { StateSnapshot } from '../../adapters/status/snapshot.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import { emptyFold, type FoldedJournal, foldInto, readFolded } from './folded-journal.ts'

/** The content of a journal. It is read without writing anything, because the rest of a damaged journal must stay as it is. */
export interface JournalContent extends Readonly<FoldedJournal> {
  /** The journal's id. It is null if there is no journal, or if an earlier version of czar wrote it. */
  readonly id: string | null
  readonly checksumAt: (seq: number) => string | null
  /** How many of the journal's first events were not read, because a snapshot already contains them. */
  readonly unread: number
}

/**
 * Reads a project's whole journal, or only the part after a snapshot. Throws JournalCorrupt if that part is damaged. `asked` lists the
 * numbers of the events whose checksums the caller wants.
 */
export function readJournalContent(projectDir: string, asked: readonly number[], snapshot: StateSnapshot | null = null): JournalContent {
  const reader = openJournalIfAny(projectDir)
  if (reader === null) return { ...emptyFold(), id: null, checksumAt: () => null, unread: 0 }
  try {
    const isOfIt = snapshot !== null && reader.checksumAt(snapshot.seq) === snapshot.checksum
    const folded = isOfIt ? readFolded(snapshot.content) : emptyFold()
    const unread = folded.state.seq
    for (let page = reader.read(unread); page.length > 0; page = reader.read(folded.state.seq)) {
      for (const event of page) foldInto(folded, event)
    }
    const checksums = new Map(asked.map(seq => [seq, reader.checksumAt(seq)]))
    return { ...folded, id: reader.id(), checksumAt: seq => checksums.get(seq) ?? null, unread }
  } finally {
    reader.close()
  }
}

/** Opens the journal. Returns null if there is none, or if its database has no tables because a new journal lost its write-ahead log. */
export function openJournalIfAny(projectDir: string): JournalReader | null {
  if (!existsSync(journalFile(projectDir))) return null
  try {
    return openJournalReader({ projectDir })
  } catch (error) {
    if (error instanceof PreconditionError && error.message.startsWith('there is no journal')) return null
    throw error
  }
}

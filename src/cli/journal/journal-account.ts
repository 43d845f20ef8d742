import { existsSync } from 'node:fs'
import { type JournalReader, openJournalReader } from '../../adapters/journal/journal-reader.ts'
import { journalFile } from '../../adapters/journal/open-database.ts'
import type { StateSnapshot } from '../../adapters/status/snapshot.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import { emptyRecount, type Recount, readRecount, recountEvent } from './recount.ts'

/** The content of a journal, read without writing, because the rest of a damaged journal must stay as it is. */
export interface JournalAccount extends Readonly<Recount> {
  /** null: there is no journal, or it comes from an earlier version. */
  readonly id: string | null
  readonly checksumAt: (seq: number) => string | null
  /** Number of its first events that a snapshot replaced. */
  readonly unread: number
}

/**
 * Reads a project's whole journal, or only the part after a snapshot. Throws JournalCorrupt if that part is damaged.
 * `asked` names the events whose checksums are wanted.
 */
export function readAccount(projectDir: string, asked: readonly number[], snapshot: StateSnapshot | null = null): JournalAccount {
  const reader = openJournalIfAny(projectDir)
  if (reader === null) return { ...emptyRecount(), id: null, checksumAt: () => null, unread: 0 }
  try {
    const isOfIt = snapshot !== null && reader.checksumAt(snapshot.seq) === snapshot.checksum
    const recount = isOfIt ? readRecount(snapshot.content) : emptyRecount()
    const unread = recount.state.seq
    for (let page = reader.read(unread); page.length > 0; page = reader.read(recount.state.seq)) {
      for (const event of page) recountEvent(recount, event)
    }
    const checksums = new Map(asked.map(seq => [seq, reader.checksumAt(seq)]))
    return { ...recount, id: reader.id(), checksumAt: seq => checksums.get(seq) ?? null, unread }
  } finally {
    reader.close()
  }
}

/** null: there is no journal, or its database has no tables because a new journal lost its write-ahead log. */
export function openJournalIfAny(projectDir: string): JournalReader | null {
  if (!existsSync(journalFile(projectDir))) return null
  try {
    return openJournalReader({ projectDir })
  } catch (error) {
    if (error instanceof PreconditionError && error.message.startsWith('there is no journal')) return null
    throw error
  }
}

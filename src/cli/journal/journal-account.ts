import { existsSync } from 'node:fs'
import { type JournalReader, openJournalReader } from '../../adapters/journal/journal-reader.ts'
import { journalFile } from '../../adapters/journal/open-database.ts'
import type { Snapshot } from '../../adapters/status/snapshot.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import { emptyRecount, type Recount, readRecount, recountEvent } from './recount.ts'

/** Everything that a journal says, read without writing to it: what is left of a damaged one must not be touched. */
export interface JournalAccount extends Readonly<Recount> {
  /** null: there is no journal, or one of an earlier version. */
  readonly id: string | null
  readonly checksumAt: (seq: number) => string | null
  /** How many of its first events a snapshot stood for. */
  readonly unread: number
}

/**
 * Reads the whole journal of a project, or what is behind a snapshot of it; JournalCorrupt when that is damaged. `asked`: numbers
 * whose checksum is wanted.
 */
export function readAccount(projectDir: string, asked: readonly number[], snapshot: Snapshot | null = null): JournalAccount {
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

/** null: there is none, or a database without tables, as it is left when the write-ahead log of a new journal is lost. */
export function openJournalIfAny(projectDir: string): JournalReader | null {
  if (!existsSync(journalFile(projectDir))) return null
  try {
    return openJournalReader({ projectDir })
  } catch (error) {
    if (error instanceof PreconditionError && error.message.startsWith('there is no journal')) return null
    throw error
  }
}

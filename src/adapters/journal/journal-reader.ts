import { existsSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Journaled } from '../../core/events/event.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import { type Follower, followChanges } from './follow-changes.ts'
import { identityOf } from './keep-in-place.ts'
import { journalFile, openForReading } from './open-database.ts'
import { checksumOf, journalIdOf, lastSeqOf, readVerified } from './read-verified.ts'
import { knownVersion } from './schema.ts'
import { withSqliteErrors } from './sqlite-failure.ts'
import { verifyAll } from './verify-all.ts'

/** The journal for those who only read it (`czar log`, `czar why`, dashboards). They may read while a czar writes it. */
export interface JournalReader {
  readonly file: string
  /**
   * Reads events as Journal.read does. Of a damaged journal, the part before the damage can be read. A reading that begins at the damage
   * throws JournalCorrupt.
   */
  read(afterSeq: number, limit?: number): readonly Journaled[]
  lastSeq(): number
  /** Like Journal.id. null: an earlier version of czar made the journal, without an id. */
  id(): string | null
  /** Like Journal.checksumAt. */
  checksumAt(seq: number): string | null
  verify(): number
  /**
   * Calls the listener once with every event after `afterSeq`, in order: first with the events that exist, and then with each new one.
   */
  follow(afterSeq: number, listener: FollowListener): Follower
  close(): void
}

export interface FollowListener {
  readonly onEvents: (events: readonly Journaled[]) => void
  /** Called if the journal cannot be read any further. The listener is not called again after that. */
  readonly onError: (error: unknown) => void
}

/** Opens a project's journal for reading. Throws PreconditionError if there is no journal yet. */
export function openJournalReader({ projectDir }: { readonly projectDir: string }): JournalReader {
  const file = journalFile(projectDir)
  return withSqliteErrors(file, 'opening', () => {
    const database = existsSync(file) ? openForReading(file) : null
    if (database !== null && knownVersion(database, file) > 0) return new SqliteJournalReader(database, file)
    database?.close()
    throw new PreconditionError(`there is no journal ${file}: no czar has run this project, or its files are gone`, {
      hint: 'czar launch FILE',
    })
  })
}

class SqliteJournalReader implements JournalReader {
  readonly file: string
  #database: DatabaseSync
  #identity: string | null
  readonly #followers = new Set<Follower>()

  constructor(database: DatabaseSync, file: string) {
    this.#database = database
    this.#identity = identityOf(file)
    this.file = file
  }

  read(afterSeq: number, limit = 5_000): readonly Journaled[] {
    return withSqliteErrors(this.file, 'reading', () => readVerified(this.#current(), this.file, { afterSeq, limit }))
  }

  lastSeq(): number {
    return withSqliteErrors(this.file, 'reading', () => lastSeqOf(this.#current()))
  }

  id(): string | null {
    return withSqliteErrors(this.file, 'reading', () => journalIdOf(this.#current()))
  }

  checksumAt(seq: number): string | null {
    return withSqliteErrors(this.file, 'reading', () => checksumOf(this.#current(), seq))
  }

  verify(): number {
    return withSqliteErrors(this.file, 'checking', () => verifyAll(this.#current(), this.file))
  }

  follow(afterSeq: number, { onEvents, onError }: FollowListener): Follower {
    let seen = afterSeq
    const follower = followChanges(this.file, () => {
      try {
        for (let events = this.read(seen); events.length > 0 && !follower.isClosed(); events = this.read(seen)) {
          seen = events.at(-1)?.seq ?? seen
          onEvents(events)
        }
      } catch (error) {
        follower.close()
        onError(error)
      }
    })
    this.#followers.add(follower)
    return follower
  }

  close(): void {
    for (const follower of this.#followers) follower.close()
    this.#database.close()
  }

  /**
   * Opens the journal again if czar has restored a deleted journal as a new file. A reader of the old file would not see any new events.
   */
  #current(): DatabaseSync {
    const identity = identityOf(this.file)
    if (identity === this.#identity || identity === null) return this.#database
    this.#database.close()
    this.#database = openForReading(this.file)
    this.#identity = identity
    return this.#database
  }
}

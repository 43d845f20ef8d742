import type { DatabaseSync } from 'node:sqlite'
import { PreconditionError } from '../../core/model/errors.ts'
import { transaction } from '../transaction.ts'

/**
 * The changes of the database's format, one for each version, the oldest first. `PRAGMA user_version` counts those that were applied.
 * Never change an entry that was released. Add a new one.
 */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE event (
     seq INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     payload TEXT NOT NULL,
     checksum TEXT NOT NULL
   ) STRICT;
   CREATE TRIGGER event_follows_the_last BEFORE INSERT ON event
     WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM event)
     BEGIN SELECT raise(ABORT, 'a journal is written at its end'); END;
   CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
     BEGIN SELECT raise(ABORT, 'a journal is never rewritten'); END;
   CREATE TRIGGER event_never_goes BEFORE DELETE ON event
     BEGIN SELECT raise(ABORT, 'a journal is never rewritten'); END;
   CREATE TABLE supervision (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), epoch INTEGER NOT NULL) STRICT;
   INSERT INTO supervision VALUES (1, 0);`,
  // An id by which czar tells this journal from another one in its place.
  `ALTER TABLE supervision ADD COLUMN journal TEXT NOT NULL DEFAULT '';
   UPDATE supervision SET journal = lower(hex(randomblob(8)));`,
]

/** Brings the journal to the newest format. Either all steps succeed, or nothing is changed. */
export function migrate(database: DatabaseSync, file: string, migrations = MIGRATIONS): void {
  transaction(database, () => {
    const version = knownVersion(database, file, migrations.length)
    for (const step of migrations.slice(version)) database.exec(step)
    if (version < migrations.length) database.exec(`PRAGMA user_version = ${migrations.length}`)
  })
}

/** The version of the journal's format. Refuses a journal that a newer version of czar wrote. */
export function knownVersion(database: DatabaseSync, file: string, newest = MIGRATIONS.length): number {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version <= newest) return version
  throw new PreconditionError(`the journal ${file} has version ${version}, this czar knows versions up to ${newest}`, {
    hint: 'npm install -g czar-fleet@latest',
  })
}

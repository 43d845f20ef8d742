import { statSync } from 'node:fs'
import { journalFile } from '../../adapters/journal/open-database.ts'
import { readStatus } from '../../adapters/status/read-status.ts'
import type { PreconditionError } from '../../core/model/errors.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { readJournalContent } from './journal-content.ts'
import { shorterJournal } from './shorter-journal.ts'
import { askWitnesses, contradictions } from './witnesses.ts'

/** The longest journal that is read here, which takes at most half a second. `czar doctor` also reads longer ones. */
const MAX_BYTES = 32 * 1024 * 1024

/**
 * Says why the next launch will be refused: other files show that the journal was longer. Returns null if the journal was not longer, or if
 * this cannot be checked now.
 */
export async function findShortfall(place: ProjectPlace): Promise<PreconditionError | null> {
  const { directory } = place
  if ((statSync(journalFile(directory), { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) return null
  const witnesses = await askWitnesses(place)
  try {
    const content = readJournalContent(directory, witnesses.status === null ? [] : [witnesses.status.seq])
    const says = contradictions(content, witnesses, place)
    const file = content.state.project?.file ?? fileOf(directory)
    return says.length === 0 ? null : shorterJournal(place, { content, witnesses, says, file })
  } catch {
    return null
  }
}

function fileOf(directory: string): string {
  try {
    return readStatus(directory).file
  } catch {
    return 'FILE'
  }
}

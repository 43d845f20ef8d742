import { readSnapshot } from '../../adapters/status/snapshot.ts'
import type { Event } from '../../core/events/event.ts'
import type { State } from '../../core/state/types/state.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { archiveDamaged } from './archive-damaged.ts'
import { type JournalContent, readJournalContent } from './journal-content.ts'
import { shorterJournal } from './shorter-journal.ts'
import { askWitnesses, contradictions } from './witnesses.ts'

export interface WholeJournal {
  readonly state: State
  /** The event to record if a person accepts that a part of the journal is lost. It is null if no part is lost. */
  readonly cut: Extract<Event, { kind: 'journal.cut' }> | null
  readonly content: JournalContent
}

export interface WholeOptions {
  /** The project file, for the commands that an error tells a person to type. */
  readonly file: string
  /** Whether a person has confirmed that the missing part is lost. */
  readonly acceptsShorter: boolean
  /** A digest of this program's rules. A snapshot made under other rules is ignored. If this is null, every snapshot is ignored. */
  readonly rules: string | null
  readonly now: number
}

/**
 * Computes the state from the whole journal. If the status file, a stored text or a running agent shows that the journal was longer, czar
 * would give agents their tasks twice. So this function then throws PreconditionError, unless a person accepts the loss and no agent runs.
 */
export async function readWholeJournal(place: ProjectPlace, options: WholeOptions): Promise<WholeJournal> {
  const witnesses = await askWitnesses(place)
  const snapshot = options.rules === null ? null : readSnapshot(place.directory, options.rules)
  const content = readJournalContent(place.directory, witnesses.status === null ? [] : [witnesses.status.seq], snapshot)
  const says = contradictions(content, witnesses, place)
  if (says.length === 0) return { state: content.state, cut: null, content }
  if (!options.acceptsShorter || witnesses.agents.length > 0) throw shorterJournal(place, { content, witnesses, says, file: options.file })
  archiveDamaged(place.directory, content, options.now)
  return { state: content.state, cut: { kind: 'journal.cut', has: content.state.seq, says }, content }
}

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { JournalCorrupt } from '../../adapters/journal/journal-errors.ts'
import { CzarError } from '../../core/model/errors.ts'
import { counted } from '../../core/text/counted.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import { lastFile, launchHint } from '../client/launch-hint.ts'
import type { CliIo } from '../io.ts'
import { openJournalIfAny, readJournalContent } from '../journal/journal-content.ts'
import { shorterJournal } from '../journal/shorter-journal.ts'
import { askWitnesses, contradictions } from '../journal/witnesses.ts'
import { type ProjectPlace, projectPlaceOf } from '../project/project-place.ts'
import { stateDir } from '../project/state-dir.ts'
import { bad, type DoctorFinding, good } from './finding.ts'

/**
 * Checks every record of each project's journal, and checks that the journal is not shorter than the project's other files show. czar never
 * repairs a damaged journal, because the missing part would be a guess.
 */
export async function examineJournals(env: CliIo['env']): Promise<readonly DoctorFinding[]> {
  const root = stateDir(env)
  const entries = await readdir(root, { withFileTypes: true }).catch(() => [])
  const names = entries.filter(entry => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name)
  const findings: DoctorFinding[] = []
  for (const name of names) findings.push(...(await examineProject(projectPlaceOf(name, join(root, name), env))))
  return findings.length > 0 && findings.every(({ state }) => state === 'good')
    ? [good('journals', findings.map(({ says }) => says).join(', '))]
    : findings.filter(({ state }) => state !== 'good')
}

async function examineProject(place: ProjectPlace): Promise<readonly DoctorFinding[]> {
  // The other files are read before the journal, because a running czar writes to the journal first. In this order they are never ahead of
  // an intact journal.
  const witnesses = await askWitnesses(place)
  try {
    const checked = verifyJournal(place.directory)
    const content = readJournalContent(place.directory, witnesses.status === null ? [] : [witnesses.status.seq])
    const says = contradictions(content, witnesses, place)
    if (says.length === 0) return checked
    const { message, details, hint } = shorterJournal(place, {
      content,
      witnesses,
      says,
      file: content.state.project?.file ?? (lastFile(place) || 'FILE'),
    })
    return [bad('journal', [message, ...details].join('; '), hint)]
  } catch (error) {
    if (!(error instanceof CzarError)) throw error
    return [bad('journal', error.message, error instanceof JournalCorrupt ? beginAnew(place) : error.hint)]
  }
}

function verifyJournal(directory: string): readonly DoctorFinding[] {
  const reader = openJournalIfAny(directory)
  try {
    return reader === null ? [] : [good('journal', `${counted(reader.verify(), 'event')} in ${directory}`)]
  } finally {
    reader?.close()
  }
}

/**
 * Says what a launch does without the journal: it finds the worktrees and commits again. The old journal is kept in another folder, where
 * people can read it with `sqlite3`.
 */
function beginAnew(place: ProjectPlace): string {
  const [from, to] = [place.directory, join(place.directory, 'damaged')].map(shellWord)
  return `mkdir -p ${to} && mv ${from}/journal.sqlite* ${to}/   # then: ${launchHint(place)} --accept-shorter-journal`
}

import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { JournalCorrupt } from '../../adapters/journal/journal-errors.ts'
import { openJournalReader } from '../../adapters/journal/journal-reader.ts'
import { counted } from '../../core/model/counted.ts'
import { CzarError } from '../../core/model/errors.ts'
import { shellWord } from '../../core/model/shell-word.ts'
import type { CliIo } from '../io.ts'
import { stateDir } from '../state-dir.ts'
import { bad, type Finding, good } from './finding.ts'

/** Is every project's journal whole, record for record. One that is not is never mended: what it says of the rest would be a guess. */
export async function examineJournals(env: CliIo['env']): Promise<readonly Finding[]> {
  const root = stateDir(env)
  const entries = await readdir(root, { withFileTypes: true }).catch(() => [])
  const directories = entries.filter(entry => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => join(root, name))
  const findings = directories.filter(directory => existsSync(join(directory, 'journal.sqlite'))).flatMap(examineJournal)
  return findings.length > 0 && findings.every(({ state }) => state === 'good')
    ? [good('journals', findings.map(({ says }) => says).join(', '))]
    : findings.filter(({ state }) => state !== 'good')
}

function examineJournal(directory: string): readonly Finding[] {
  try {
    const reader = openJournalReader({ projectDir: directory })
    try {
      return [good('journal', `${counted(reader.verify(), 'event')} in ${directory}`)]
    } finally {
      reader.close()
    }
  } catch (error) {
    if (!(error instanceof CzarError)) throw error
    return [bad('journal', error.message, error instanceof JournalCorrupt ? beginAnew(directory) : (error.hint ?? 'czar status'))]
  }
}

/** What is in git and in tmux is found again by the next launch; the old journal stays, for `sqlite3` and for people. */
function beginAnew(directory: string): string {
  const [from, to] = [directory, join(directory, 'damaged')].map(shellWord)
  return `mkdir -p ${to} && mv ${from}/journal.sqlite* ${to}/   # then launch again: worktrees and commits are found again`
}

import { accessSync, constants } from 'node:fs'
import { openHistoryReader } from '../../adapters/history/history.ts'
import { CzarError } from '../../core/model/errors.ts'
import { counted } from '../../core/text/counted.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { CliIo } from '../io.ts'
import { stateDir } from '../project/state-dir.ts'
import { type DoctorFinding, good, note } from './finding.ts'

/** Checks that the history can be read and written. Fleets run without it, so a broken history is only worth a note. */
export async function examineHistory(env: CliIo['env']): Promise<readonly DoctorFinding[]> {
  try {
    const reader = openHistoryReader({ stateDir: stateDir(env) })
    if (reader === null) return []
    try {
      const [all] = reader.totals({}, null)
      if (!isWritable(reader.file))
        return [note('history', `${reader.file} cannot be written; fleets add nothing to it`, `ls -l ${shellWord(reader.file)}`)]
      return [good('history', `${counted(all?.tasks ?? 0, 'record')} in ${reader.file}`)]
    } finally {
      reader.close()
    }
  } catch (error) {
    if (!(error instanceof CzarError)) throw error
    return [note('history', `${error.message}; fleets run without it`, error.hint)]
  }
}

function isWritable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK)
    return true
  } catch {
    return false
  }
}

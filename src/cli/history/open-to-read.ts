import { type HistoryReader, openHistoryReader } from '../../adapters/history/history.ts'
import type { CliIo } from '../io.ts'
import { stateDir } from '../project/state-dir.ts'

/** Opens the history of this machine. Returns null if no fleet has left any work yet. */
export async function openToRead({ env }: Pick<CliIo, 'env'>): Promise<HistoryReader | null> {
  return openHistoryReader({ stateDir: stateDir(env) })
}

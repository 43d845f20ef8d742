import { join } from 'node:path'
import { type HistoryWriter, openHistory, openHistoryReader } from '../../adapters/history/history.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import { refuseAgents } from '../client/refuse-agents.ts'
import type { CliIo } from '../io.ts'
import { stateDir } from '../project/state-dir.ts'

/** Changes the history of this machine for a person. An agent may not change it, because the history also judges the agent's own work. */
export async function changeHistory<Result>(io: CliIo, change: (history: HistoryWriter) => Result): Promise<Result> {
  const directory = stateDir(io.env)
  refuseAgents({ name: 'history', directory: join(directory, 'history') }, 'history', io)
  const reader = openHistoryReader({ stateDir: directory })
  if (reader === null) throw new PreconditionError('there is no history yet: no fleet has left any work', { hint: 'czar launch FILE' })
  reader.close()
  const history = openHistory({ stateDir: directory })
  try {
    return change(history)
  } finally {
    history.close()
  }
}

export function noRecord(id: number): PreconditionError {
  return new PreconditionError(`there is no record ${id}`, { hint: 'czar history' })
}

export function noFact(id: number): PreconditionError {
  return new PreconditionError(`there is no fact f${id}`, { hint: 'czar history facts' })
}

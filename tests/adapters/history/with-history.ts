import { type HistoryWriter, openHistory } from '../../../src/adapters/history/history.ts'

/** Opens the history in this directory for one call. */
export function withHistory<Result>(stateDir: string, call: (history: HistoryWriter) => Result): Result {
  const history = openHistory({ stateDir })
  try {
    return call(history)
  } finally {
    history.close()
  }
}

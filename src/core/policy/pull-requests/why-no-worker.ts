import { own } from '../../model/own.ts'
import type { PullRequestState } from '../../state/types/pull-request-state.ts'
import type { State } from '../../state/types/state.ts'

/** Says why work cannot go back to its worker, or returns null if it can. */
export function whyNoWorker(state: State, { worker: id }: Pick<PullRequestState, 'worker'>): string | null {
  if (id === null) return 'it is about the work of several tasks'
  const worker = own(state.workers, id)
  if (worker === undefined || state.project?.workers.some(config => config.id === id) !== true)
    return 'its worker is not in the project file'
  return worker.stopped === 'person' || worker.stopped === 'closed' ? `${id} is stopped` : null
}

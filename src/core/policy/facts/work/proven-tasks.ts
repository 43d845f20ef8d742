import type { State } from '../../../state/types/state.ts'
import { memoizeLast } from '../../engine/cache/memoize-last.ts'

/** Returns all tasks that have a proof, even if the proof no longer counts. */
export const provenTasks = memoizeLast((tasks: State['tasks']) =>
  Object.values(tasks).filter(task => task.state === 'verified' || task.state === 'stale'),
)

import type { State } from '../../../state/types/state.ts'
import { memoizeLast } from '../../engine/cache/memoize-last.ts'

/** All tasks with a proof, valid or not. */
export const provenTasks = memoizeLast((tasks: State['tasks']) =>
  Object.values(tasks).filter(task => task.state === 'verified' || task.state === 'stale'),
)

import type { State } from '../../state/types/state.ts'
import { memoizeLast } from '../engine/memoize-last.ts'

/** The tasks of which something was proven, whether or not that still holds. */
export const provenTasks = memoizeLast((tasks: State['tasks']) =>
  Object.values(tasks).filter(task => task.state === 'verified' || task.state === 'stale'),
)

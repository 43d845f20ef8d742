import type { State } from '../../../src/core/state/types/state.ts'
import type { TaskState } from '../../../src/core/state/types/task-state.ts'
import type { WorkerState } from '../../../src/core/state/types/worker-state.ts'
import { aStory, complete } from '../worlds/story.ts'
import type { World } from '../worlds/world.ts'
import { aBonus } from './a-project.ts'

export interface Change {
  readonly worker?: Partial<WorkerState>
  readonly own?: Partial<TaskState>
  readonly state?: Partial<State>
}

/** A world in which worker one has proven its own task. The bonus task `more` could be its next task. */
export function aProvenWorker(): World {
  const before = aStory({ bonus: [aBonus('more', { after: ['other' as never] }), aBonus('other', { after: ['more' as never] })] })
  complete(before, 'one')
  return before
}

/** The state with changes to worker one, to its own task, or to the whole state. */
export function changed({ state }: World, { worker = {}, own = {}, state: parts = {} }: Change): State {
  const [known, task] = [state.workers['one'], state.tasks['one']]
  if (known === undefined || task === undefined) throw new Error('no worker')
  const workers = { ...state.workers, one: { ...known, ...worker } }
  return { ...state, workers, tasks: { ...state.tasks, one: { ...task, ...own } }, ...parts }
}

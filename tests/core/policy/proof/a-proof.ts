import { own } from '../../../../src/core/model/own.ts'
import type { RefsState } from '../../../../src/core/model/refs-state.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import type { TaskState } from '../../../../src/core/state/types/task-state.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { aStory, begin, complete } from '../../../support/worlds/story.ts'
import { sha } from '../../../support/worlds/world.ts'

export const PROVEN = sha('1111111122222222')
export const LATER = sha('3333333344444444')
export const BASE = sha('5555555566666666')
export const NEW_BASE = sha('7777777788888888')

/** A state in which worker one's task is proven at PROVEN on BASE, and worker two is at work. */
export function aProvenState(): State {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  complete(world, 'one')
  begin(world, 'two')
  const proof = { commit: PROVEN, base: BASE, at: 1_000, accept: [], checks: [], flags: [] }
  return withRefs(withTask(world.state, { verified: proof }), {})
}

/**
 * When czar last read git, worker one's branch was at PROVEN, base was at BASE, and the proof was current, unless the test
 * changes this.
 */
export function withRefs(state: State, over: Partial<RefsState>): State {
  const refs: RefsState = {
    base: { commit: BASE, at: 2_000 },
    branches: { 'feat/one': { commit: PROVEN, at: 3_000 } },
    standing: { [PROVEN]: 'current' },
    kept: [],
    unproven: {},
    ...over,
  }
  return { ...state, refs }
}

export function withTask(state: State, over: Partial<TaskState>): State {
  return { ...state, tasks: { ...state.tasks, one: { ...taskOf(state), ...over } } }
}

export function taskOf(state: State): TaskState {
  const task = own(state.tasks, 'one')
  if (task === undefined) throw new Error('there is no task one')
  return task
}

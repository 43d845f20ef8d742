import type { TaskId, WorkerId } from '../../../src/core/model/ids.ts'
import { bonusTask, emptyState, newWorker, primaryTask } from '../../../src/core/state/empty.ts'
import type { State } from '../../../src/core/state/types/state.ts'
import type { TaskState } from '../../../src/core/state/types/task-state.ts'
import { aBonus, aProject, aWorker } from './a-project.ts'

interface TaskSketch {
  readonly after?: readonly string[]
  readonly task?: Partial<TaskState>
  readonly isBonus?: boolean
  readonly stopped?: 'person' | 'closed' | 'over'
  readonly waits?: boolean
}

/** A state with these tasks, by their names. A task is a worker's own task unless it is marked as a bonus task. */
export function aState(sketches: Readonly<Record<string, TaskSketch>>, over: Partial<State> = {}): State {
  const all = Object.entries(sketches)
  const configs = all.flatMap(([id, { isBonus, waits = true, after = [] }]) =>
    isBonus ? [] : [aWorker(id, { dependsOn: after as readonly WorkerId[], waitForDependencies: waits })],
  )
  const workers = configs.map(config => [config.id, { ...newWorker(config, 0), stopped: sketches[config.id]?.stopped ?? null }])
  const tasks = all.map(([id, { isBonus, after = [], task }]) => {
    const after_ = after as readonly TaskId[]
    return [
      id,
      { ...(isBonus ? bonusTask(aBonus(id, { after: after_ })) : primaryTask(aWorker(id, { dependsOn: after as never }))), ...task },
    ]
  })
  return {
    ...emptyState,
    czar: { ...emptyState.czar, phase: 'supervising' },
    project: aProject({ workers: configs }),
    workers: Object.fromEntries(workers),
    tasks: Object.fromEntries(tasks),
    ...over,
  }
}

export const failed = { task: { state: 'failed' } } as const
export const dropped = { task: { state: 'dropped' } } as const
export const verified = { task: { state: 'verified' } } as const
export const assigned = { task: { state: 'assigned' } } as const

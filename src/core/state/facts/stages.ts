import type { WorkerId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { WorkerConfig } from '../../model/project.ts'
import type { NeededArtefact, StageConfig } from '../../model/stages/stage.ts'
import type { State } from '../types/state.ts'
import type { WorkerState } from '../types/worker-state.ts'

/** The stage whose task this is, or null if the task is not a stage's. A stage's task has the id of the stage's worker. */
export function stageOf({ workers }: Pick<State, 'workers'>, task: string): StageConfig | null {
  return own(workers, task)?.config.stage ?? null
}

/** Whether a later stage of the same task is not proven yet. Until then the work of this stage is not merged. */
export function isHalfDone(state: Pick<State, 'workers' | 'tasks'>, task: string): boolean {
  const stage = stageOf(state, task)
  if (stage === null || stage.number === stage.count) return false
  const last = own(state.tasks, stage.last)
  return last !== undefined && last.state !== 'verified' && last.state !== 'stale'
}

/** Whether other stages come after this one, so that people review and merge the work of the last one. */
export function isInnerStage(state: Pick<State, 'workers'>, task: string): boolean {
  const stage = stageOf(state, task)
  return stage !== null && stage.number < stage.count
}

/** The worker of the stage whose work this stage divides into tasks, or null if there is none. */
export function dividedStage({ workers }: Pick<State, 'workers'>, planner: WorkerId): WorkerState | null {
  return Object.values(workers).find(({ config }) => config.stage?.dividedBy?.worker === planner) ?? null
}

/** The stage that planned the worker's task, and the task's id in its list. It is null for all other workers. */
export function planOf({ addedBy }: Pick<WorkerConfig, 'addedBy'>): { readonly stage: WorkerId; readonly task: string } | null {
  return addedBy?.who === 'worker' ? (addedBy.plan ?? null) : null
}

/**
 * The files of earlier stages that the task's brief quotes. A task from a stage's list gets the files of its parent's stage, without the
 * list.
 */
export function neededFor({ workers }: Pick<State, 'workers'>, task: string): readonly NeededArtefact[] {
  const config = own(workers, task)?.config
  const addedBy = config?.addedBy
  if (addedBy?.who !== 'worker' || addedBy.plan === undefined) return config?.stage?.needs ?? []
  const { parent, plan } = addedBy
  return own(workers, parent)?.config.stage?.needs.filter(({ worker }) => worker !== plan.stage) ?? []
}

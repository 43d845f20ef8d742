import { own } from '../../model/own.ts'
import type { StageConfig } from '../../model/stages/stage.ts'
import type { State } from '../types/state.ts'

/** The stage that a task is, or null if the task has no stages. A stage's task has the id of the stage's worker. */
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

import type { TaskId, WorkerId } from '../../core/model/ids.ts'
import type { BonusConfig, TaskText } from '../../core/model/project.ts'
import type { BonusInput } from '../schema/worker-schema.ts'

/** Converts a checked bonus task to the core's type. */
export function buildBonus(bonus: BonusInput, task: TaskText): BonusConfig {
  return {
    id: bonus.id as TaskId,
    task,
    owns: bonus.owns,
    accept: bonus.accept,
    after: bonus.after as TaskId[],
    prefers: { workers: bonus.prefers.workers as WorkerId[], roles: bonus.prefers.roles },
    priority: bonus.priority,
  }
}

import type { TaskId, WorkerId } from '../../core/model/ids.ts'
import type { BonusConfig, TaskText } from '../../core/model/project.ts'
import type { BonusInput } from '../schema/worker-schema.ts'

/** Builds a bonus task, as the rest of czar knows it, from its checked entry in the file. */
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

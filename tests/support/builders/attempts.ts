import type { TaskAttempt } from '../../../src/core/events/proof/attempts-event.ts'
import type { TaskId } from '../../../src/core/model/ids.ts'
import type { WorkerConfig } from '../../../src/core/model/project.ts'
import { aWorker } from './a-project.ts'

/** The workers that a project file with `attempts: count` gives for one task. */
export function attemptsOf(task: string, count: number, settle: TaskAttempt['settle'], over: Partial<WorkerConfig> = {}): WorkerConfig[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1
    const attempt: TaskAttempt = { task: task as TaskId, number, count, settle }
    return aWorker(number === 1 ? task : `${task}-${number}`, { ...over, attempt })
  })
}

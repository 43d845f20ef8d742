import { readStatus } from '../../adapters/status/read-status.ts'
import { sayFamily } from '../../core/views/family.ts'
import { sayStages } from '../../core/views/say-stages.ts'
import type { StagesView } from '../../core/views/stages.ts'
import type { StatusView } from '../../core/views/status.ts'

export interface OpenMatters {
  /** Open attention items about one worker. */
  readonly attention: StatusView['attention']
  /** The worker's agent program, if its version differs from the one that czar was tested with. */
  readonly program: StatusView['programs'][number] | null
  /** The reviews of the worker's tasks. If the worker is a reviewer, the review that it makes. */
  readonly reviews: StatusView['reviews']
  /** The stage of the worker, such as `api: spec 1/3`, and the stage at which its task is. It is null if the worker has no stage. */
  readonly stage: { readonly own: string; readonly now: string } | null
  /** For whom the worker works, and which workers it added for parts of its task. */
  readonly family: readonly string[]
}

/** Reads the open matters of all workers from the status file. They are empty if there is no status file. */
export function openMattersOf(directory: string, worker: string): OpenMatters {
  try {
    const { attention, programs, workers, tasks, reviews, stages = [] } = readStatus(directory)
    const own = new Set(tasks.filter(task => task.worker === worker).map(({ id }) => id))
    const agent = workers[worker]?.agent
    return {
      family: sayFamily({ workers, tasks }, worker),
      attention: attention.filter(item => item.worker === worker),
      program: programs.find(item => item.agent === agent) ?? null,
      reviews: reviews.filter(({ id, task }) => id === worker || own.has(task)),
      stage: stageOf(stages, worker),
    }
  } catch {
    return { attention: [], program: null, reviews: [], stage: null, family: [] }
  }
}

function stageOf(tasks: readonly StagesView[], worker: string): OpenMatters['stage'] {
  for (const task of tasks) {
    const own = task.stages.find(stage => stage.worker === worker)
    if (own !== undefined) return { own: own.text, now: sayStages(task) }
  }
  return null
}

import { readStatus } from '../../adapters/status/read-status.ts'
import type { StatusView } from '../../core/views/status.ts'

export interface OpenMatters {
  /** Open matters about one worker that need a person. */
  readonly attention: StatusView['attention']
  /** Its program, if its version differs from the measured one. */
  readonly program: StatusView['programs'][number] | null
  /** The reviews of its tasks, or the one that it makes. */
  readonly reviews: StatusView['reviews']
}

/** From the status file; empty without one. */
export function openMattersOf(directory: string, worker: string): OpenMatters {
  try {
    const { attention, programs, workers, tasks, reviews } = readStatus(directory)
    const own = new Set(tasks.filter(task => task.worker === worker).map(({ id }) => id))
    const agent = workers[worker]?.agent
    return {
      attention: attention.filter(item => item.worker === worker),
      program: programs.find(item => item.agent === agent) ?? null,
      reviews: reviews.filter(({ id, task }) => id === worker || own.has(task)),
    }
  } catch {
    return { attention: [], program: null, reviews: [] }
  }
}

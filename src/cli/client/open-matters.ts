import { readStatus } from '../../adapters/status/read-status.ts'
import type { StatusView } from '../../core/views/status.ts'

export interface OpenMatters {
  /** Open matters about one worker that need a person. */
  readonly attention: StatusView['attention']
  /** Its program, if its version differs from the measured one. */
  readonly program: StatusView['programs'][number] | null
}

/** From the status file; empty without one. */
export function openMattersOf(directory: string, worker: string): OpenMatters {
  try {
    const { attention, programs, workers } = readStatus(directory)
    const agent = workers[worker]?.agent
    return { attention: attention.filter(item => item.worker === worker), program: programs.find(item => item.agent === agent) ?? null }
  } catch {
    return { attention: [], program: null }
  }
}

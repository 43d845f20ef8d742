import { readStatus } from '../../adapters/status/read-status.ts'
import type { StatusView } from '../../core/views/status.ts'

export interface OpenMatters {
  /** What a person has to see to about one worker. */
  readonly attention: StatusView['attention']
  /** Its program, where that is another version than the measured one. */
  readonly program: StatusView['programs'][number] | null
}

/** As the status file has it; nothing where there is none. */
export function openMattersOf(directory: string, worker: string): OpenMatters {
  try {
    const { attention, programs, workers } = readStatus(directory)
    const agent = workers[worker]?.agent
    return { attention: attention.filter(item => item.worker === worker), program: programs.find(item => item.agent === agent) ?? null }
  } catch {
    return { attention: [], program: null }
  }
}

import type { Project } from '../model/project.ts'
import type { State } from '../model/state.ts'
import type { WorkerState } from '../model/worker-state.ts'
import { occupies } from './occupies.ts'

/** What is left of the fleet's seats, and of those of each agent program. */
export interface Room {
  /** Takes a seat for this worker, if there is one. */
  readonly take: (worker: WorkerState) => boolean
  /** Would it help a worker who found no seat if this one left its own? */
  readonly wouldHelp: (waiting: WorkerState, leaving: WorkerState) => boolean
}

/** Counts from those who have an agent now; who is leaving has its seat until it is gone. */
export function countRoom(state: State, project: Project): Room {
  const taken = Object.values(state.workers).filter(worker => occupies(state, worker))
  const byAgent = new Map<string, number>()
  for (const { config } of taken) byAgent.set(config.agent, (byAgent.get(config.agent) ?? 0) + 1)
  let inAll = taken.length

  function isAgentFull(agent: string): boolean {
    const limit = project.agents[agent]?.concurrency ?? null
    return limit !== null && (byAgent.get(agent) ?? 0) >= limit
  }

  function take({ config }: WorkerState): boolean {
    if (inAll >= project.concurrency || isAgentFull(config.agent)) return false
    inAll += 1
    byAgent.set(config.agent, (byAgent.get(config.agent) ?? 0) + 1)
    return true
  }

  return {
    take,
    wouldHelp: (waiting, leaving) => !isAgentFull(waiting.config.agent) || waiting.config.agent === leaving.config.agent,
  }
}

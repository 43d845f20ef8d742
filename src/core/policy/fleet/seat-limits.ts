import { own } from '../../model/own.ts'
import type { Project } from '../../model/project.ts'
import { lendsSeat } from '../../state/facts/children.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { isUnderWay } from '../engine/policy-context.ts'
import { occupies } from '../facts/occupies.ts'

/** How many more agents may run: in the fleet, for each agent program and for each account. A free place for an agent is called a seat. */
export interface SeatLimits {
  /** Reserves a place for this worker's agent. Returns whether there was one. */
  readonly take: (worker: WorkerState) => boolean
  /** Whether the waiting worker could start its agent if the other worker ended its agent. */
  readonly wouldHelp: (waiting: WorkerState, leaving: WorkerState) => boolean
}

/** Counts the agents that there are. An agent that is ending counts until it is gone. */
export function countSeatLimits(state: State, { concurrency, agents, accounts }: Project): SeatLimits {
  const byAgent = countSeats(agent => agents[agent]?.concurrency ?? null)
  const byAccount = countSeats(account => own(accounts, account)?.concurrency ?? null)
  let inAll = 0

  function sit({ config }: WorkerState): void {
    inAll += 1
    byAgent.sit(config.agent)
    byAccount.sit(config.account)
  }

  function take(worker: WorkerState): boolean {
    const { agent, account } = worker.config
    if (inAll >= concurrency || byAgent.isFull(agent) || byAccount.isFull(account)) return false
    sit(worker)
    return true
  }

  for (const worker of Object.values(state.workers)) if (takesSeat(state, worker)) sit(worker)
  return {
    take,
    wouldHelp: ({ config: waiting }, { config: leaving }) =>
      (!byAgent.isFull(waiting.agent) || waiting.agent === leaving.agent) &&
      (!byAccount.isFull(waiting.account) || waiting.account === leaving.account),
  }
}

/** Whether the worker takes one of the places. A parent that leaves its place takes it again when it is started or gets a text. */
export function takesSeat(state: State, worker: WorkerState): boolean {
  if (!occupies(state, worker)) return false
  return !lendsSeat(state, worker) || isUnderWay(state, worker.id, 'prepare_worktree', 'start_agent', 'deliver')
}

interface Seats {
  readonly sit: (name: string) => void
  readonly isFull: (name: string) => boolean
}

function countSeats(limitOf: (name: string) => number | null): Seats {
  const taken = new Map<string, number>()
  return {
    sit: name => void taken.set(name, (taken.get(name) ?? 0) + 1),
    isFull(name) {
      const limit = limitOf(name)
      return limit !== null && (taken.get(name) ?? 0) >= limit
    },
  }
}

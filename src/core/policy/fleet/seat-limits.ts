import type { TaskId, WorkerId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { Project } from '../../model/project.ts'
import { isTaskOver, isWaiting, parentOf } from '../../state/facts/children.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { memoizeLast } from '../engine/cache/memoize-last.ts'
import { isUnderWay } from '../engine/policy-context.ts'
import { occupies } from '../facts/occupies.ts'
import { openAssignment, ownTask } from '../facts/work/tasks.ts'

/** How many seats are free: in the fleet, for each agent program, and for each account. */
export interface SeatLimits {
  /** Reserves a seat for this worker's agent. Returns false if no seat is free. */
  readonly take: (worker: WorkerState) => boolean
  /** Whether the waiting worker could start its agent if the other worker's agent ended. */
  readonly wouldHelp: (waiting: WorkerState, leaving: WorkerState) => boolean
}

/** Counts the agents. An agent that is ending counts until it has ended. */
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

/** Whether the worker takes a seat. A parent that lent its seat takes a seat again when its agent is started or gets a text. */
export function takesSeat(state: State, worker: WorkerState): boolean {
  if (isUnderWay(state, worker.id, 'prepare_worktree', 'start_agent', 'deliver')) return occupies(state, worker)
  return worker.agent !== null && !lendsSeat(state, worker)
}

/**
 * Whether the worker lends its seat to its children. There are three cases: the worker waits with `czar wait`, its agent has ended, or its
 * last turn ended while children were at work and no new turn has begun. Without this rule, parents could hold all seats while their
 * children wait for one. An agent that has not got its task keeps its seat, because it is about to begin. The agent of a program that does
 * not report its turns lends its seat until its children are over.
 */
function lendsSeat(state: State, worker: WorkerState): boolean {
  const { agent } = worker
  if (agent === null || isWaiting(worker)) return agent !== null
  if (agent.exit === null && (agent.turn === 'busy' || agent.turn === 'waiting' || isToBegin(state, worker))) return false
  const restsSince = agent.exit?.at ?? (agent.turn === 'idle' ? agent.turnAt : Number.POSITIVE_INFINITY)
  const children = (childrenByParent(state.workers).get(worker.id) ?? []) as readonly string[] as readonly TaskId[]
  return children.some(id => !isTaskOver(state, id) || (own(state.tasks, id)?.endedAt ?? 0) >= restsSince)
}

/** Whether the worker has a task, but its agent has got neither this task nor the worker's own. */
function isToBegin(state: State, worker: WorkerState): boolean {
  const assignment = openAssignment(state, worker)
  const own = state.assignments[ownTask(state, worker)?.assignment ?? '']
  const briefed = [assignment, own].flatMap(given => [given?.briefed?.incarnation, given?.briefed?.rewrittenFor])
  return assignment !== null && !briefed.includes(worker.agent?.incarnation)
}

/** All children that workers have or had. */
const childrenByParent = memoizeLast((workers: State['workers']): ReadonlyMap<WorkerId, readonly WorkerId[]> => {
  const found = new Map<WorkerId, WorkerId[]>()
  for (const { id, config } of Object.values(workers)) {
    const parent = parentOf(config)
    if (parent !== null) found.set(parent, [...(found.get(parent) ?? []), id])
  }
  return found
})

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

import type { WorkerId } from '../../model/ids.ts'
import type { Project } from '../../model/project.ts'
import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import { isParked } from '../../state/facts/is-parked.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { occupies } from '../facts/occupies.ts'
import { isWornOut } from '../facts/restarts.ts'
import { getsNoWork } from '../facts/work/gets-no-work.ts'
import { isFor } from '../facts/work/is-for.ts'
import { isLow } from '../facts/work/is-low.ts'
import { isOutOfReach } from '../facts/work/out-of-reach.ts'
import { availableBonus, canBeginOwnTask, isFree, openAssignment, queuedTasks } from '../facts/work/tasks.ts'
import { bestOf } from '../queue/best-of.ts'
import { countSeatLimits } from './seat-limits.ts'

/** Who may have an agent now, and why; who is not in it has to wait, or may end. */
export type Seats = ReadonlyMap<WorkerId, string>

/**
 * Waves: at most `concurrency` agents at once, of each program and each account at most its own `concurrency`. Those who have one keep
 * it while they need it; then workers with their own task, in the order of the file; then, for bonus tasks, the finished.
 */
export function grantSeats(state: State, project: Project): Seats {
  if (state.czar.phase === 'stopping') return new Map()
  const room = countSeatLimits(state, project)
  // What a new agent would write is no longer sure to be kept; who has one goes on.
  const mayBegin = state.diskLow === null
  const [seated, wanting]: [Seat[], Seat[]] = [[], []]
  for (const worker of Object.values(state.workers)) {
    const reason = whyAgentIsNeeded(state, worker)
    if (reason !== null) (occupies(state, worker) ? seated : wanting).push({ worker, reason })
  }
  wanting.push(...revivedForBonus(state, project))
  const granted = new Set(wanting.filter(({ worker }) => mayBegin && room.take(worker)))
  // One of each program and account speaks for all of it.
  const waiting = new Map(wanting.filter(seat => !granted.has(seat)).map(({ worker }) => [programOf(worker), worker]))
  const isInTheWay = (worker: WorkerState) => [...waiting.values()].some(other => room.wouldHelp(other, worker))
  const resting = keptForLater(state).filter(({ worker, isWanted }) => isWanted || !isInTheWay(worker))
  return new Map([...seated, ...granted, ...resting].map(({ worker, reason }) => [worker.id, reason]))
}

function programOf({ config }: WorkerState): string {
  return `${config.agent} ${config.account}`
}

interface Seat {
  readonly worker: WorkerState
  readonly reason: string
}

function whyAgentIsNeeded(state: State, worker: WorkerState): string | null {
  if (worker.stopped !== null) return null
  const assignment = openAssignment(state, worker)
  if (assignment !== null) {
    // A dead agent is not brought back while its claim may still turn out right; a worktree to look at that claim in is.
    return isBeingChecked(assignment) && worker.agent?.exit !== null && worker.worktree !== null
      ? null
      : `${assignment.task} is open (${assignment.id})`
  }
  // Who may not begin now lets others go first.
  return !worker.paused && !getsNoWork(state, worker) && canBeginOwnTask(state, worker) ? `${worker.id} can begin` : null
}

/** Finished workers stay while a bonus task may still come, if nobody needs their seat; `isWanted`: one is there for them now. */
function keptForLater(state: State): readonly (Seat & { readonly isWanted: boolean })[] {
  const pending = queuedTasks(state).filter(task => !isOutOfReach(state, task))
  if (pending.length === 0) return []
  const available = new Set(availableBonus(state))
  return Object.values(state.workers).flatMap(worker => {
    if (worker.agent?.exit !== null || !isFree(state, worker) || isLow(state, worker)) return []
    const mine = pending.filter(task => isFor(worker, task))
    // Whoever is parked is given none of them now: the seat is for another who can do it.
    const isWanted = !isParked(state, worker) && mine.some(task => available.has(task))
    return mine.length === 0 ? [] : [{ worker, reason: 'bonus tasks may come', isWanted }]
  })
}

/** Those whose agents have ended, for bonus tasks that nobody alive can take: for each the best match. */
function revivedForBonus(state: State, project: Project): readonly Seat[] {
  const available = availableBonus(state)
  if (available.length === 0) return []
  const candidates = Object.values(state.workers).filter(worker => isFree(state, worker) && !getsNoWork(state, worker))
  const alive = candidates.filter(worker => occupies(state, worker))
  const ended = new Set(candidates.filter(worker => !occupies(state, worker) && !isWornOut(state, worker, project.policy.restart)))
  return available.flatMap(task => {
    if (ended.size === 0 || alive.some(worker => isFor(worker, task))) return []
    const worker = bestOf(state, task, ended)
    if (worker === null) return []
    ended.delete(worker)
    return [{ worker, reason: `bonus task ${task.id} is free` }]
  })
}

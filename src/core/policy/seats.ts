import type { WorkerId } from '../model/ids.ts'
import type { Project } from '../model/project.ts'
import type { State } from '../model/state.ts'
import type { WorkerState } from '../model/worker-state.ts'
import { isUnderWay } from './desk.ts'
import { isFor } from './is-for.ts'
import { isOutOfReach } from './out-of-reach.ts'
import { isWornOut } from './restarts.ts'
import { availableBonus, canBeginOwnTask, isFree, openAssignment } from './tasks.ts'

/** Who may have an agent now, and why; who is not in it has to wait, or may end. */
export type Seats = ReadonlyMap<WorkerId, string>

/**
 * Waves: at most `concurrency` agents at once. Those who have one keep it while they need it; then workers with
 * their own task, in the order of the file; then, for bonus tasks, the finished.
 */
export function grantSeats(state: State, project: Project): Seats {
  if (state.czar.phase === 'stopping') return new Map()
  const wanting = Object.values(state.workers).flatMap(worker => {
    const reason = whyAgentIsNeeded(state, worker)
    return reason === null ? [] : [{ worker, reason }]
  })
  const seated = wanting.filter(({ worker }) => occupies(state, worker))
  const wanted = wanting.filter(({ worker }) => !occupies(state, worker))
  // Those who are leaving have theirs until they are gone.
  const taken = Object.values(state.workers).filter(worker => occupies(state, worker)).length
  const free = Math.max(0, project.concurrency - taken)
  const granted = [...seated, ...wanted.slice(0, free)]
  const isSomeoneWaiting = wanted.length > free
  const resting = isSomeoneWaiting ? [] : keptForLater(state).filter(({ worker }) => occupies(state, worker))
  const revived = reviveForBonus(state, free - (granted.length - seated.length), project)
  return new Map([...granted, ...resting, ...revived].map(({ worker, reason }) => [worker.id, reason]))
}

interface Seat {
  readonly worker: WorkerState
  readonly reason: string
}

/** An agent that lives, is being started or ended, or died and will be brought back takes a seat. */
export function occupies(state: State, worker: WorkerState): boolean {
  return worker.agent !== null || isUnderWay(state, worker.id, 'prepare_worktree', 'start_agent', 'end_agent')
}

function whyAgentIsNeeded(state: State, worker: WorkerState): string | null {
  if (worker.stopped !== null) return null
  const assignment = openAssignment(state, worker)
  if (assignment !== null) {
    const isBeingChecked = assignment.state === 'claimed' || assignment.state === 'verifying'
    // A dead agent is not brought back while its claim may still turn out right.
    return isBeingChecked && worker.agent?.exit !== null ? null : `${assignment.task} is open (${assignment.id})`
  }
  // Who is paused before it begins lets others go first.
  return !worker.paused && canBeginOwnTask(state, worker) ? `${worker.id} can begin` : null
}

/** Finished workers stay while a bonus task may still come, if nobody needs their seat. */
function keptForLater(state: State): readonly Seat[] {
  const pending = Object.values(state.tasks).filter(task => task.kind === 'bonus' && task.state === 'waiting' && !isOutOfReach(state, task))
  return Object.values(state.workers)
    .filter(worker => worker.agent?.exit === null && isFree(state, worker) && pending.some(task => isFor(worker, task)))
    .map(worker => ({ worker, reason: 'bonus tasks may come' }))
}

/** Agents for bonus tasks that nobody alive can take. */
function reviveForBonus(state: State, free: number, project: Project): readonly Seat[] {
  const candidates = Object.values(state.workers).filter(worker => isFree(state, worker))
  const alive = candidates.filter(worker => occupies(state, worker))
  const ended = candidates.filter(worker => !occupies(state, worker) && !isWornOut(state, worker, project.policy.restart))
  const uncovered = availableBonus(state).filter(task => !alive.some(worker => isFor(worker, task)))
  const chosen = new Map<WorkerState, Seat>()
  for (const task of uncovered) {
    if (chosen.size >= free) break
    const worker = ended.find(candidate => isFor(candidate, task) && !chosen.has(candidate))
    if (worker !== undefined) chosen.set(worker, { worker, reason: `bonus task ${task.id} is free` })
  }
  return [...chosen.values()]
}

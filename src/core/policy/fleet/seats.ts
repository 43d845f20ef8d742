import { asideOf, isBoarding } from '../../landing/boarding.ts'
import type { WorkerId } from '../../model/ids.ts'
import type { Project } from '../../model/project.ts'
import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import { hasWaited, isWaiting } from '../../state/facts/children.ts'
import { isParked } from '../../state/facts/is-parked.ts'
import { isReviewer } from '../../state/facts/is-reviewer.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import type { TrainState } from '../../state/types/train-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { isHandsOff } from '../facts/hands-off.ts'
import { isWornOut } from '../facts/next-restart.ts'
import { occupies } from '../facts/occupies.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { beginsNothing, getsNoWork } from '../facts/work/gets-no-work.ts'
import { isFor } from '../facts/work/is-for.ts'
import { isLow } from '../facts/work/is-low.ts'
import { isOutOfReach } from '../facts/work/out-of-reach.ts'
import { availableBonus, canBeginOwnTask, isFree, openAssignment, queuedTasks } from '../facts/work/tasks.ts'
import { whyNotReturned } from '../landing/return-work.ts'
import { isTrainMoving } from '../landing/tend-train.ts'
import { bestOf } from '../queue/best-of.ts'
import { hasDialog } from './agent.ts'
import { countSeatLimits, takesSeat } from './seat-limits.ts'

/** The workers that may have an agent now, each with the reason. Every other worker must wait. If it has an agent, the agent may end. */
export type Seats = ReadonlyMap<WorkerId, string>

/**
 * Decides which workers may have an agent. At most `concurrency` agents run at once in the fleet, and each program and account has a limit
 * of its own. Running agents stay as long as they are needed. Next come workers with their own task, in the order of the project file.
 * Workers whose own task is done come last, for bonus tasks.
 */
export function grantSeats(state: State, project: Project, now: number): Seats {
  if (state.czar.phase === 'stopping') return new Map()
  const room = countSeatLimits(state, project)
  // On a nearly full disk, a new agent could lose files. So no agent starts, and running agents go on.
  const mayBegin = state.diskLow === null
  const [seated, wanting]: [Seat[], Seat[]] = [[], []]
  for (const worker of Object.values(state.workers)) {
    const reason = whyAgentIsNeeded(state, worker)
    // A paused parent gets no agent now, so its children go first.
    if (reason === null || (isToReturn(state, worker) && isHandsOff(state, worker))) continue
    ;(occupies(state, worker) && !isToReturn(state, worker) ? seated : wanting).push({ worker, reason })
  }
  // Reviewers come first, because work that only waits for a review is nearly done.
  wanting.sort((one, other) => Number(isReviewer(other.worker)) - Number(isReviewer(one.worker)))
  wanting.push(...revivedForBonus(state, project))
  const waitingParents = parentsToReturn(state).filter(worker => !room.take(worker))
  const granted = new Set(wanting.filter(({ worker }) => mayBegin && room.take(worker)))
  // Many workers may wait for the same program and account. The answer is the same for all of them, so only the first is examined.
  const left = [...waitingParents, ...wanting.filter(seat => !granted.has(seat)).map(({ worker }) => worker)]
  const waiting = new Map(left.map(worker => [programOf(worker), worker]))
  const isInTheWay = (worker: WorkerState) => [...waiting.values()].some(other => room.wouldHelp(other, worker))
  const resting = [...keptForLater(state), ...keptForTrain(state, now)].filter(({ worker, isWanted }) => isWanted || !isInTheWay(worker))
  return new Map([...seated, ...granted, ...resting].map(({ worker, reason }) => [worker.id, reason]))
}

/** Whether the worker's agent ended while its seat was lent to its children. A new agent then needs a seat. */
function isToReturn(state: State, worker: WorkerState): boolean {
  return worker.agent?.exit != null && !takesSeat(state, worker)
}

/** The parents that lent their seat and must go on now: their wait is over, or a text waits for them. */
function parentsToReturn(state: State): readonly WorkerState[] {
  return Object.values(state.workers).filter(worker => {
    if (worker.agent?.exit !== null || worker.stopped !== null || takesSeat(state, worker)) return false
    if (isWaiting(worker)) return hasWaited(state, worker)
    // An agent that shows a dialog gets no text.
    if (hasDialog(worker.agent) || isHandsOff(state, worker) || isParked(state, worker)) return false
    return messagesFor(state, worker.id).length > 0
  })
}

/** The parents that lent their seat and find no free seat. They get no text until a seat is free. */
export function parentsWithoutSeat(state: State, project: Project): ReadonlySet<WorkerId> {
  const parents = parentsToReturn(state)
  const room = parents.length === 0 ? null : countSeatLimits(state, project)
  return new Set(parents.filter(worker => room?.take(worker) === false).map(({ id }) => id))
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
    // An ended agent is not started again while its claim is being checked. If the worktree is missing, czar makes it again, because the
    // check runs there.
    return isBeingChecked(assignment) && worker.agent?.exit !== null && worker.worktree !== null
      ? null
      : `${assignment.task} is open (${assignment.id})`
  }
  // If a worker may not start now, the next worker may.
  return !worker.paused && !beginsNothing(state, worker) && canBeginOwnTask(state, worker) ? `${worker.id} can begin` : null
}

/**
 * Keeps the agents of workers whose own task is done, because a bonus task may still come. They end if another worker needs the seat.
 * `isWanted` says that a task waits for the worker now.
 */
function keptForLater(state: State): readonly (Seat & { readonly isWanted: boolean })[] {
  const pending = queuedTasks(state).filter(task => !isOutOfReach(state, task))
  if (pending.length === 0) return []
  const available = new Set(availableBonus(state))
  return Object.values(state.workers).flatMap(worker => {
    if (worker.agent?.exit !== null || !isFree(state, worker) || isLow(state, worker)) return []
    const mine = pending.filter(task => isFor(worker, task))
    // A worker whose account is at a limit gets no task now. So another worker that can do the task goes first.
    const isWanted = !isParked(state, worker) && mine.some(task => available.has(task))
    return mine.length === 0 ? [] : [{ worker, reason: 'bonus tasks may come', isWanted }]
  })
}

/** Keeps the agents of workers whose work is being tested on the train, or is about to come back from the train. */
function keptForTrain(state: State, now: number): readonly (Seat & { readonly isWanted: boolean })[] {
  const { train, project } = state
  if (project?.policy.merge?.mode !== 'omnibus' || state.refs === null) return []
  const resting = Object.values(state.workers).filter(worker => worker.agent?.exit === null && isFree(state, worker))
  if (resting.length === 0) return []
  const byWorker = Map.groupBy(
    Object.values(state.tasks).filter(task => task.worker !== null && (isNew(state, task, now) || awaitsTrain(state, train, task))),
    task => task.worker,
  )
  const waiting = resting.filter(({ id }) => byWorker.has(id))
  const isNewest = waiting.some(({ id }) => byWorker.get(id)?.some(task => isNew(state, task, now)) === true)
  if (waiting.length === 0 || !(isNewest || isTrainMoving(state))) return []
  return waiting.map(worker => ({ worker, reason: 'its work is tested with the rest', isWanted: false }))
}

/** A new proof waits at most this many ms before it goes onto the train. In this time czar finds out whether base has moved. */
const UNSEEN_MS = 30_000

function isNew({ refs }: State, { state, verified }: TaskState, now: number): boolean {
  return state === 'verified' && verified !== null && refs?.standing[verified.commit] === undefined && now < verified.at + UNSEEN_MS
}

/** Whether a task's work is being tested on the train, or is about to go back to its worker. */
function awaitsTrain(state: State, train: TrainState | null, task: TaskState): boolean {
  if (train === null) return task.state === 'verified'
  const aside = asideOf(state, train, task.id)
  return aside === null ? isBoarding(state, train, task) : aside.because !== 'needs' && whyNotReturned(state, train, aside) === null
}

/**
 * Returns workers that should get an agent for bonus tasks that no worker with a running agent can take. For each task it chooses the
 * worker that suits the task best.
 */
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

import { areRivals, hasLost } from '../state/facts/attempts.ts'
import { isReviewer } from '../state/facts/is-reviewer.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'
import type { WorkerState } from '../state/types/worker-state.ts'
import { counted } from '../text/counted.ts'
import { taskTitle } from './lines.ts'
import type { PeerFacts } from './message-facts.ts'

/**
 * Returns the other workers. Those that are working come first and those whose task is done come last, because a brief has limited room.
 */
export function peersOf(state: State, worker: WorkerState): readonly PeerFacts[] {
  const rank = (peer: WorkerState) => (peer.assignment !== null ? 0 : state.tasks[peer.id]?.state === 'verified' ? 1 : 2)
  const others = Object.values(state.workers).filter(peer => peer.id !== worker.id && !isReviewer(peer) && !isBeside(state, worker, peer))
  return others.sort((one, other) => rank(one) - rank(other)).map(peer => peerFacts(state, peer))
}

/**
 * Whether the peer tries the same task, or tries a task for which another attempt won. A worker is not told about peers that try the same
 * task, so that each attempt finds its own solution.
 */
function isBeside({ tasks }: State, worker: WorkerState, peer: WorkerState): boolean {
  const task = tasks[peer.id]
  return areRivals(tasks[worker.id], task) || (task !== undefined && hasLost(task))
}

/** A path of plain words, so that no sentence can be hidden in it. */
const PLAIN_PATH = /^[\w.@+-]+(?:\/[\w.@+-]+)*$/

/** Describes another worker in czar's own words. The reports of that worker are never shown to other workers. */
function peerFacts(state: State, peer: WorkerState): PeerFacts {
  const open = peer.assignment === null ? undefined : state.assignments[peer.assignment]
  const task = state.tasks[open?.task ?? peer.id]
  return {
    worker: peer.id,
    title: taskTitle(task?.text.text ?? peer.config.task.text),
    owns: task?.owns ?? peer.config.owns,
    state: peerState(peer, task),
    files: (peer.git?.files ?? []).filter(path => path.length <= 100 && PLAIN_PATH.test(path)),
  }
}

function peerState(peer: WorkerState, task: TaskState | undefined): string {
  if (task?.state === 'verified') return `done and verified at ${task.verified?.commit.slice(0, 10) ?? '?'}`
  if (task?.state === 'candidate') return 'done, and compared with other attempts at the same task'
  if (task?.state === 'failed' || task?.state === 'dropped') return task.state
  if (peer.assignment === null) return 'not started'
  const commits = peer.git?.commitsSinceStart ?? 0
  return `${peer.health.health}, ${counted(commits, 'commit')}`
}

import type { Journaled } from '../../src/core/events/event.ts'
import type { TaskId, WorkerId } from '../../src/core/model/ids.ts'
import type { State } from '../../src/core/state/types/state.ts'
import { isHealthy } from '../agents/truth.ts'
import { isRightIn } from '../repository/judge-tree.ts'
import { treeAt } from '../repository/repository.ts'
import type { SimulatedWorker, World } from '../world.ts'

/** Kinds of texts that a healthy worker gets too: its task, news about its dependencies, the result of a check, a person's words. */
const ORDINARY: readonly string[] = ['brief', 'unblock', 'rework', 'notice', 'tell']

/** Reads in the journal what czar did, and judges whether there was a reason for it. The simulation knows what is really true. */
export function countEvent(world: World, event: Journaled, state: State): void {
  const { tally } = world
  if (event.kind === 'agent.started') tally.startedAt.set(event.worker, event.at)
  if (event.kind === 'agent.exited' || event.kind === 'agent.ended') {
    tally.livedMs += event.at - (tally.startedAt.get(event.worker) ?? event.at)
    tally.startedAt.delete(event.worker)
  }
  if (event.kind === 'duplicate.proved') {
    const isRight = isRightIn(world.plan, treeAt(world.repository, event.earlier.commit), event.task)
    tally.accepted.set(event.task, isRight ? 'right' : 'hidden')
  }
  if (event.kind === 'review.returned') {
    tally.reviewed++
    tally.wronglyReviewed += isRightIn(world.plan, treeAt(world.repository, event.commit), event.task) ? 1 : 0
  }
  // Proven work that comes back to its worker no longer counts as accepted.
  for (const task of reopened(event, state)) tally.accepted.delete(task)
  if (event.kind === 'message.queued' && !ORDINARY.includes(event.messageKind))
    alarm(world, event.worker, { what: event.messageKind, why: JSON.stringify(event.facts) })
  if (event.kind === 'effect.intended' && event.action === 'end_agent' && event.worker !== null && isWanted(state, event.worker))
    alarm(world, event.worker, { what: 'end', why: event.reason })
}

function reopened(event: Journaled, { tasks, assignments }: State): readonly TaskId[] {
  if (event.kind === 'train.returned' || event.kind === 'review.returned') return [event.task]
  const task = event.kind === 'verification.finished' ? tasks[assignments[event.assignment]?.task ?? ''] : undefined
  return task?.state === 'assigned' ? [task.id] : []
}

/** Whether the worker still has something to do. If not, it only waits for the check of its task to end. */
function isWanted({ workers }: State, worker: WorkerId): boolean {
  return workers[worker]?.assignment !== null
}

function alarm(world: World, id: WorkerId, { what, why }: { what: string; why: string }): void {
  const worker = world.workers.get(id)
  if (worker === undefined || !isHealthy(world, worker) || isDue(worker, what)) return
  world.tally.falseAlarms.push(`${id}: ${what}, ${why}`)
}

/** An agent whose context is this full is about to forget its task. */
const FAR_TOO_FULL = 0.85

/**
 * Whether czar had a reason to ask a worker that has not acknowledged its task, to replace an agent whose context is full, or to replace an
 * agent that takes no texts.
 */
function isDue({ agent }: SimulatedWorker, what: string): boolean {
  if (agent === null || agent.hasUnsentText) return agent !== null
  return what === 'restate'
    ? !agent.mind.hasAcknowledged
    : (what === 'handoff' && agent.mind.context >= 0.6) || (what === 'end' && agent.mind.context >= FAR_TOO_FULL)
}

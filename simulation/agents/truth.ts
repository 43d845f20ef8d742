import type { Health } from '../../src/core/model/health.ts'
import type { TaskId } from '../../src/core/model/ids.ts'
import type { Agent, SimulatedWorker, World } from '../world.ts'
import { workOf } from './mind.ts'
import { hasLeftovers } from './understand.ts'

/** Records a worker's real health if it has changed. */
export function noteTruth(world: World, worker: SimulatedWorker): void {
  const { tally, now } = world
  const health = trueHealth(world, worker)
  if (tally.lastTruth.get(worker.id) === health) return
  tally.lastTruth.set(worker.id, health)
  tally.truth.push({ at: now, worker: worker.id, health })
}

/** The worker's real health, which czar has to find out. */
export function trueHealth(world: World, worker: SimulatedWorker): Health {
  const { agent } = worker
  if (agent === null) return withoutAgent(world, worker)
  if (!agent.isReady) return 'starting'
  return inMind(world, worker, agent)
}

function withoutAgent({ tally }: World, { id, isCrashed }: SimulatedWorker): Health {
  if (isCrashed) return 'crashed'
  return tally.accepted.has(id as string as TaskId) ? 'done' : 'waiting'
}

/** Whether czar has no reason to act on this worker: to ask it, tell it something, or restart it. */
export function isHealthy(world: World, worker: SimulatedWorker): boolean {
  const health = trueHealth(world, worker)
  return health === 'working' || health === 'done'
}

const TROUBLED = {
  told_to_wait: 'waiting',
  stopped: 'idle',
  hung: 'stuck',
  looping: 'stuck',
  asking: 'waiting',
  permission: 'waiting',
  limited: 'limited',
} as const

function inMind({ tally }: World, worker: SimulatedWorker, { mind, turn }: Agent): Health {
  if (mind.task !== null && tally.accepted.has(mind.task)) return 'done'
  if (mind.condition !== 'fine') return mind.condition === 'stopped' && !worker.behaviour.tellsTurns ? 'quiet' : TROUBLED[mind.condition]
  if (mind.task === null) return 'starting'
  if (isConfused(worker, mind)) return 'confused'
  if (mind.hasClaimed) return 'working'
  if (turn === 'idle' && !mind.hasAcknowledged) return 'confused'
  return turn === 'busy' ? 'working' : 'idle'
}

/**
 * Whether the worker does other work than its task, or wrong work of an earlier agent remains. Czar cannot know of it before the worker
 * says or does something that shows it.
 */
function isConfused(worker: SimulatedWorker, { task, misreads, hasAcknowledged }: Agent['mind']): boolean {
  if (task === null) return false
  const work = workOf(worker, task)
  return misreads === null ? hasLeftovers(worker, work) : hasAcknowledged || work.wrong + work.outside.size + work.right > 0
}

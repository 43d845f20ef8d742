import type { Journaled } from '../../src/core/events/event.ts'
import type { WorkerId } from '../../src/core/model/ids.ts'
import type { Behaviour } from '../agents/behaviours.ts'
import type { World } from '../world.ts'

/** The workers that come to the fleet with this event and have no place in the simulated world yet. */
export function joinFleet({ fleet, workers }: World, event: Journaled): readonly (readonly [WorkerId, Behaviour])[] {
  if (fleet === null) return []
  if (event.kind === 'task.added') fleet.addTask(event.bonus.id)
  const configs = event.kind === 'worker.added' ? [event.config] : event.kind === 'project.loaded' ? event.project.workers : []
  return configs.filter(({ id }) => !workers.has(id)).map(config => [config.id, fleet.join(config)])
}

import { MINUTE_MS } from '../times.ts'
import type { Activity, Life } from '../world.ts'
import { busyFor, commit } from './busy.ts'
import { workOf } from './mind.ts'

/**
 * The agent reads czar's notices about other workers. A notice says that another worker has already done the task, or names the places
 * where the two workers' changes conflict.
 */
export function* keepAway(life: Life, text: string): Activity {
  const { world, worker, agent } = life
  const { mind } = agent
  if (mind.task === null) return
  if (text.includes('Your task is done already')) {
    mind.hasClaimed = true
    mind.condition = 'fine'
    return
  }
  // If the agent has already claimed the task, the advice comes too late.
  if (mind.hasClaimed) return
  const work = workOf(worker, mind.task)
  const { conduct, obedience, plan } = world
  for (const { id, path, at } of plan.meetings) {
    const step = at[mind.task]
    if (step === undefined || work.keptAway.has(id) || !text.includes(path) || !worker.random.chance(obedience * conduct.heedsForecast))
      continue
    work.keptAway.add(id)
    // The agent moves the work that it has already done at the place to another place.
    if (step > work.right) continue
    yield* busyFor(life, conduct.minutesOfStep * 0.5 * MINUTE_MS)
    work.files.delete(path)
    worker.tree?.files.delete(path)
    commit(life)
  }
}

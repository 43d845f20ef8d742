import { MINUTE_MS } from '../times.ts'
import type { Life, Part } from '../world.ts'
import { workOf } from './mind.ts'
import { busyFor, commit } from './work-on.ts'

/**
 * Reads the czar's notices about other workers: that the task is already done, or that the work conflicts at some
 * places.
 */
export function* keepAway(life: Life, text: string): Part {
  const { world, seat, agent } = life
  const { mind } = agent
  if (mind.task === null) return
  if (text.includes('Your task is done already')) {
    mind.hasClaimed = true
    mind.condition = 'fine'
    return
  }
  // Advice about claimed work comes too late.
  if (mind.hasClaimed) return
  const work = workOf(seat, mind.task)
  const { conduct, obedience, plan } = world
  for (const { id, path, at } of plan.meetings) {
    const step = at[mind.task]
    if (step === undefined || work.keptAway.has(id) || !text.includes(path) || !seat.random.chance(obedience * conduct.heedsForecast))
      continue
    work.keptAway.add(id)
    // The work that is already at the place is moved elsewhere.
    if (step > work.right) continue
    yield* busyFor(life, conduct.minutesOfStep * 0.5 * MINUTE_MS)
    work.files.delete(path)
    seat.tree?.files.delete(path)
    commit(life)
  }
}

import type { Activity, Life } from '../world.ts'
import { commit } from './busy.ts'
import { mergeNamed } from './merge-train.ts'

/**
 * The agent hears of a conflict that a later merge would meet. If czar tells the agent to wait for the other work (`forecast: pause`), the
 * agent stops. When the wait is over, it merges the other work.
 */
export function* waitForOther(life: Life, text: string): Activity {
  const { world, worker, agent } = life
  const { mind } = agent
  if (text.includes('As it is now, your work conflicts')) {
    world.tally.told++
    if (!mind.hasClaimed) world.tally.toldInTime++
  }
  if (mind.task === null || mind.hasClaimed) return
  if (text.includes('go on with your task.')) {
    if (mind.condition === 'told_to_wait') mind.condition = 'fine'
    yield* mergeNamed(life, text)
  }
  if (!text.includes('end your turn. Wait:')) return
  world.tally.waits++
  if (!worker.random.chance(world.obedience * world.conduct.waitsWhenTold)) return
  commit(life)
  mind.condition = 'told_to_wait'
}

import type { WorkerState } from '../../state/types/worker-state.ts'
import type { Desk } from '../engine/desk.ts'

/** Whether the last looks after the agent's end are under way: nothing is decided without what they bring, unless they are late. */
export function isBeingRead(desk: Desk, { id, agent }: WorkerState): boolean {
  const readBy = agent?.exit?.readBy
  if (readBy === undefined || desk.state.czar.phase === 'stopping') return false
  let isDue = true
  desk.about(id, () => {
    isDue = desk.isDue(readBy)
  })
  return !isDue
}

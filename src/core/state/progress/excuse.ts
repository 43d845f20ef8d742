import { type Climb, HANDOFF, type LadderState } from '../types/ladder-state.ts'
import type { AssignmentState } from '../types/task-state.ts'

/** So many steps of each kind are remembered. */
export const KEPT_STEPS = 60

/** Real progress came of the work, or a person took it in hand: no step for want of it counts any more. */
export function cameFurther({ ladder }: AssignmentState): Partial<AssignmentState> {
  return { ladder: excuse(ladder, ({ about, matter }) => about === 'progress' || matter === HANDOFF) }
}

/** The worker restated its task. Whether it did so rightly is judged elsewhere: only the wait for it is over. */
export function restated({ ladder }: AssignmentState): Partial<AssignmentState> {
  return { ladder: excuse(ladder, climb => climb.matter === 'no-acknowledgement') }
}

/** Excused steps count for one thing only: how often there may be any within a time. */
function excuse(ladder: LadderState, isAnswered: (climb: Climb) => boolean): LadderState {
  const excused = ladder.current.filter(isAnswered)
  if (excused.length === 0) return ladder
  return {
    ...ladder,
    current: ladder.current.filter(climb => !isAnswered(climb)),
    earlier: [...ladder.earlier, ...excused].slice(-KEPT_STEPS),
  }
}

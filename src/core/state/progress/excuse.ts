import { type Climb, HANDOFF, type LadderState } from '../types/ladder-state.ts'
import type { AssignmentState } from '../types/task-state.ts'

/** Each list keeps at most this many steps. */
export const KEPT_STEPS = 60

/** After real progress or a person's text, the steps against lack of progress no longer count, so they are moved to the other list. */
export function cameFurther({ ladder }: AssignmentState): Partial<AssignmentState> {
  return { ladder: excuse(ladder, ({ about, matter }) => about === 'progress' || matter === HANDOFF) }
}

/** Moves the steps against a missing acknowledgement, because the worker has acknowledged its task. Other rules judge the words of it. */
export function restated({ ladder }: AssignmentState): Partial<AssignmentState> {
  return { ladder: excuse(ladder, climb => climb.matter === 'no-acknowledgement') }
}

/** Moves steps to the list of those that no longer count. They still count when czar limits the number of steps within a period. */
function excuse(ladder: LadderState, isAnswered: (climb: Climb) => boolean): LadderState {
  const excused = ladder.current.filter(isAnswered)
  if (excused.length === 0) return ladder
  return {
    ...ladder,
    current: ladder.current.filter(climb => !isAnswered(climb)),
    earlier: [...ladder.earlier, ...excused].slice(-KEPT_STEPS),
  }
}

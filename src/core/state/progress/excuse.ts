import { type Climb, HANDOFF, type LadderState } from '../types/ladder-state.ts'
import type { AssignmentState } from '../types/task-state.ts'

/** Number of steps that each list keeps. */
export const KEPT_STEPS = 60

/** Moves steps for lack of progress to the excused ones, after real progress or a person's text. */
export function cameFurther({ ladder }: AssignmentState): Partial<AssignmentState> {
  return { ladder: excuse(ladder, ({ about, matter }) => about === 'progress' || matter === HANDOFF) }
}

/** The worker restated its task, so the wait is over. Other rules judge the restatement. */
export function restated({ ladder }: AssignmentState): Partial<AssignmentState> {
  return { ladder: excuse(ladder, climb => climb.matter === 'no-acknowledgement') }
}

/** Excused steps count only towards the limit of steps within a period. */
function excuse(ladder: LadderState, isAnswered: (climb: Climb) => boolean): LadderState {
  const excused = ladder.current.filter(isAnswered)
  if (excused.length === 0) return ladder
  return {
    ...ladder,
    current: ladder.current.filter(climb => !isAnswered(climb)),
    earlier: [...ladder.earlier, ...excused].slice(-KEPT_STEPS),
  }
}

import type { ConcernAbout } from '../../events/ladder-event.ts'
import type { Climb, LadderState } from '../../state/types/ladder-state.ts'
import { isReplacement } from './is-replacement.ts'

/** Returns the questions about this problem that the present agent was asked. Questions to earlier agents do not count. */
export function questionsOf({ current }: LadderState, about: ConcernAbout): readonly Climb[] {
  const replaced = current.findLastIndex(isReplacement)
  return current.slice(replaced + 1).filter(climb => climb.about === about && isQuestion(climb))
}

/** Whether the step asks the worker something, or tells it its task again. */
export function isQuestion({ rung }: Climb): boolean {
  return rung === 'ask' || rung === 'restate'
}

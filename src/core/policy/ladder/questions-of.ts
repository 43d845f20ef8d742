import type { ConcernAbout } from '../../events/ladder-event.ts'
import type { Climb, LadderState } from '../../state/types/ladder-state.ts'
import { isReplacement } from './is-replacement.ts'

/** Questions to the current agent about this; those before a replacement do not count. */
export function questionsOf({ current }: LadderState, about: ConcernAbout): readonly Climb[] {
  const replaced = current.findLastIndex(isReplacement)
  return current.slice(replaced + 1).filter(climb => climb.about === about && isQuestion(climb))
}

/** Whether the worker was asked something, or told its task again. */
export function isQuestion({ rung }: Climb): boolean {
  return rung === 'ask' || rung === 'restate'
}

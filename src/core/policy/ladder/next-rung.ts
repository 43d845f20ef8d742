import type { Rung } from '../../events/ladder-event.ts'
import type { Policy } from '../../model/project.ts'
import type { Climb, LadderState } from '../../state/types/ladder-state.ts'
import type { Concern } from './concern.ts'
import { isReplacement } from './is-replacement.ts'
import { isQuestion, questionsOf } from './questions-of.ts'

/** What is known of a concern and of what the czar may do about it. */
export interface Standing {
  readonly ladder: LadderState
  readonly concern: Concern
  readonly policy: Policy
  readonly now: number
  /** Is there somebody else who could do the task? */
  readonly hasNextWorker: () => boolean
}

/** Is there nothing left to be done by the czar? */
export function isAtTop({ current }: LadderState, { matter }: Concern): boolean {
  return current.some(climb => climb.rung === 'attention' || (matter === 'refusal' && climb.matter === matter))
}

/**
 * The next step of those that are left. Questions first, as many as `policy.nudges` allows to each agent; then one fresh
 * agent, with questions of its own; then another worker; then a person. Progress excuses steps, but in the period of
 * `policy.restart` only so many: who is always about to begin is no better than who does nothing.
 */
export function nextRung({ ladder, concern, policy, now, hasNextWorker }: Standing): Rung {
  if (concern.matter === 'refusal') return 'restate'
  if (mayAsk(ladder, concern, { policy, now })) return questionFor(concern, questionsOf(ladder, concern.about).length)
  if (mayReplace(ladder, concern, { policy, now })) return 'fresh'
  return hasNextWorker() ? 'reassign' : 'attention'
}

function mayAsk(ladder: LadderState, { about, hears }: Concern, { policy, now }: Pick<Standing, 'policy' | 'now'>): boolean {
  // Whoever hears nothing is asked once: the text waits for the end of its turn.
  const most = hears ? policy.nudges : Math.min(policy.nudges, 1)
  const lately = recent(ladder, policy, now).filter(isQuestion).length
  return questionsOf(ladder, about).length < most && lately < policy.nudges * (policy.restart.max + 1)
}

function questionFor({ first, hears }: Concern, asked: number): Rung {
  return asked > 0 && hears ? 'restate' : first
}

/** One fresh agent for each cause: that the first did not understand its task says nothing of how the second gets on. */
function mayReplace(ladder: LadderState, { about }: Concern, { policy, now }: Pick<Standing, 'policy' | 'now'>): boolean {
  return (
    !ladder.current.some(climb => isReplacement(climb) && climb.about === about) &&
    replacedLately(ladder, policy, now).length < policy.restart.max
  )
}

/** The steps by which the czar replaced agents of this assignment in the period, for whatever reason. */
export function replacedLately(ladder: LadderState, policy: Policy, now: number): readonly Climb[] {
  return recent(ladder, policy, now).filter(({ rung }) => rung === 'fresh')
}

function recent({ earlier, current }: LadderState, { restart }: Policy, now: number): readonly Climb[] {
  return [...earlier, ...current].filter(({ at }) => at > now - restart.withinMs)
}

import type { Rung } from '../../events/ladder-event.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { Climb, LadderState } from '../../state/types/ladder-state.ts'
import type { Concern } from './concern.ts'
import { isReplacement } from './is-replacement.ts'
import { isQuestion, questionsOf } from './questions-of.ts'

/** The facts about a problem, and what czar may do about it. */
export interface LadderStanding {
  readonly ladder: LadderState
  readonly concern: Concern
  readonly policy: Policy
  readonly now: number
  /** Whether another worker could do the task. */
  readonly hasNextWorker: () => boolean
}

/** Whether czar has already done all that it may do about this problem. */
export function isAtTop({ current }: LadderState, { matter }: Concern): boolean {
  return current.some(climb => climb.rung === 'attention' || (matter === 'refusal' && climb.matter === matter))
}

/**
 * Returns the next step. The order is: questions, up to `policy.nudges` for each agent; one fresh agent, which is asked as well; another
 * worker; a person. Progress begins the order anew, but only a few times within the period of `policy.restart`, because a worker that
 * begins again and again makes no more progress than an idle one.
 */
export function nextRung({ ladder, concern, policy, now, hasNextWorker }: LadderStanding): Rung {
  if (concern.matter === 'refusal') return 'restate'
  if (mayAsk(ladder, concern, { policy, now })) return questionFor(concern, questionsOf(ladder, concern.about).length)
  if (mayReplace(ladder, concern, { policy, now })) return 'fresh'
  return hasNextWorker() ? 'reassign' : 'attention'
}

function mayAsk(ladder: LadderState, { about, hears }: Concern, { policy, now }: Pick<LadderStanding, 'policy' | 'now'>): boolean {
  // An agent in an endless turn is asked only once, because the text waits until the turn ends.
  const most = hears ? policy.nudges : Math.min(policy.nudges, 1)
  const lately = recent(ladder, policy, now).filter(isQuestion).length
  return questionsOf(ladder, about).length < most && lately < policy.nudges * (policy.restart.max + 1)
}

function questionFor({ first, hears }: Concern, asked: number): Rung {
  return asked > 0 && hears ? 'restate' : first
}

/**
 * Whether the agent may be replaced for this kind of problem. Each kind allows one fresh agent. If the first agent misunderstood its task,
 * this says nothing about the progress of the second.
 */
function mayReplace(ladder: LadderState, { about }: Concern, { policy, now }: Pick<LadderStanding, 'policy' | 'now'>): boolean {
  return (
    !ladder.current.some(climb => isReplacement(climb) && climb.about === about) &&
    replacedLately(ladder, policy, now).length < policy.restart.max
  )
}

/** Returns all steps within the period that replaced an agent of this assignment. */
export function replacedLately(ladder: LadderState, policy: Policy, now: number): readonly Climb[] {
  return recent(ladder, policy, now).filter(({ rung }) => rung === 'fresh')
}

function recent({ earlier, current }: LadderState, { restart }: Policy, now: number): readonly Climb[] {
  return [...earlier, ...current].filter(({ at }) => at > now - restart.withinMs)
}

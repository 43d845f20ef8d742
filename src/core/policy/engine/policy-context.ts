import type { Action, Decision, Plan } from '../../events/decision.ts'
import { effectIdOf } from '../../events/effect-id.ts'
import type { Event } from '../../events/event.ts'
import type { EffectId, MessageId, WorkerId } from '../../model/ids.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { Project } from '../../model/project.ts'
import type { State } from '../../state/types/state.ts'
import { backoffMs } from './backoff.ts'
import { memoizeLast } from './cache/memoize-last.ts'

/** Collects the decisions of the rules during one call of `decide`. It reads no clock, because the time `now` is passed in. */
export interface PolicyContext {
  readonly state: State
  readonly project: Project
  readonly policy: Policy
  readonly now: number
  readonly record: (event: Event, reason: string) => void
  /** Asks for an action, unless the action is under way, has failed too often, or must wait before the next attempt. */
  readonly perform: (action: Action, reason: string) => void
  /** Whether the time `at` has come. If not, the policy is asked again at that time. */
  readonly isDue: (at: number) => boolean
  readonly nextMessage: () => MessageId
  /** The workers for which a rule threw an error, with the text of the error. */
  readonly faults: Map<WorkerId, string>
  readonly plan: () => Plan
}

export const EFFECT_TRIES = 3
/**
 * How often czar tries an action while a tool does not answer, which takes an hour. The number is large, because a tool that hangs says
 * nothing about the action.
 */
const UNANSWERED_TRIES = 60
const RETRY = { min: 2_000, max: 60_000 }

export function createPolicyContext(state: State, project: Project, now: number): PolicyContext {
  const decisions: Decision[] = []
  let wakeAt: number | null = null
  let messages = state.counters.messages

  function isDue(at: number): boolean {
    if (at <= now) return true
    if (wakeAt === null || at < wakeAt) wakeAt = at
    return false
  }

  function perform(action: Action, reason: string): void {
    const effect = effectIdOf(action)
    // An agent that cannot be ended takes the seat of another agent, so czar never stops trying to end it. Czar waits longer after each
    // attempt.
    if (state.effects[effect] !== undefined || (action.do !== 'end_agent' && hasGivenUp(state, effect))) return
    const failure = state.failures[effect]
    if (failure !== undefined && !isDue(failure.at + backoffMs(failure.count + (failure.unanswered ?? 0), RETRY))) return
    decisions.push({ kind: 'perform', effect, action, reason })
  }

  return {
    state,
    project,
    policy: project.policy,
    now,
    isDue,
    perform,
    record: (event, reason) => decisions.push({ kind: 'record', event, reason }),
    nextMessage: () => `m${++messages}` as MessageId,
    faults: new Map(),
    plan: () => ({ decisions, wakeAt }),
  }
}

/** Whether an action has failed so often that czar does not try it again. */
export function hasGivenUp(state: State, effect: EffectId): boolean {
  const { count = 0, unanswered = 0 } = state.failures[effect] ?? {}
  return count >= EFFECT_TRIES || unanswered >= UNANSWERED_TRIES
}

/** Whether one of these actions is under way for the worker. */
export function isUnderWay(state: State, worker: WorkerId, ...actions: readonly Action['do'][]): boolean {
  return (
    effectsByWorker(state.effects)
      .get(worker)
      ?.some(effect => actions.includes(effect.action as Action['do'])) ?? false
  )
}

const effectsByWorker = memoizeLast((effects: State['effects']) => Map.groupBy(Object.values(effects), effect => effect.worker))

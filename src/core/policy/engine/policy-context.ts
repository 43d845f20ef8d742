import type { Action, Decision, Plan } from '../../events/decision.ts'
import { effectIdOf } from '../../events/effect-id.ts'
import type { Event } from '../../events/event.ts'
import type { EffectId, MessageId, WorkerId } from '../../model/ids.ts'
import type { Policy, Project } from '../../model/project.ts'
import type { OpenEffect, State } from '../../state/types/state.ts'
import { memoizeLast } from './cache/memoize-last.ts'

/** Collects what the rules want. It lives for one call of `decide` and reads no clock: `now` is passed in. */
export interface PolicyContext {
  readonly state: State
  readonly project: Project
  readonly policy: Policy
  readonly now: number
  readonly record: (event: Event, reason: string) => void
  /** Requests an action, unless it is under way, has failed too often, or is still in its back-off. */
  readonly perform: (action: Action, reason: string) => void
  /** Whether the time has come. If not, the plan wakes the policy then. */
  readonly isDue: (at: number) => boolean
  readonly nextMessage: () => MessageId
  /** Applies rules to one worker and records the result as its answer. */
  readonly about: (worker: WorkerId, rules: () => void) => void
  /** Marks the answer as depending on other workers, so it cannot be cached by this worker's state. */
  readonly restsOnOthers: () => void
  readonly answers: ReadonlyMap<WorkerId, WorkerAnswer>
  /** Workers for whom a rule failed, with the error text. */
  readonly faults: Map<WorkerId, string>
  readonly plan: () => Plan
}

/** The outcome of the rules about one worker. */
export interface WorkerAnswer {
  /** Whether there is nothing to do for the worker before `wakeAt`, unless something happens to it. */
  isCalm: boolean
  wakeAt: number | null
}

export const EFFECT_TRIES = 3
/** A hanging tool says nothing about the request itself: it gets an hour. */
const UNANSWERED_TRIES = 60
const RETRY_MS = 2_000
const RETRY_MAX_MS = 60_000

// Long: its functions share one round of decisions.
export function createPolicyContext(state: State, project: Project, now: number): PolicyContext {
  const decisions: Decision[] = []
  let wakeAt: number | null = null
  let messages = state.counters.messages
  let answer: WorkerAnswer | null = null
  const answers = new Map<WorkerId, WorkerAnswer>()

  function isDue(at: number): boolean {
    if (at <= now) return true
    wakeAt = earlier(wakeAt, at)
    if (answer !== null) answer.wakeAt = earlier(answer.wakeAt, at)
    return false
  }

  function about(worker: WorkerId, rules: () => void): void {
    const count = decisions.length
    const given = answers.get(worker) ?? { isCalm: true, wakeAt: null }
    answers.set(worker, given)
    answer = given
    let isThrough = false
    try {
      rules()
      isThrough = true
    } finally {
      answer = null
      // A failed rule may have left something undone.
      if (!isThrough || decisions.length > count) given.isCalm = false
    }
  }

  function perform(action: Action, reason: string): void {
    const effect = effectIdOf(action)
    // An agent that is not ended keeps its seat, so ending it is retried for ever, with back-off.
    if (state.effects[effect] !== undefined || (action.do !== 'end_agent' && hasGivenUp(state, effect))) return
    const failure = state.failures[effect]
    if (
      failure !== undefined &&
      !isDue(failure.at + Math.min(RETRY_MS * 2 ** (failure.count + (failure.unanswered ?? 0) - 1), RETRY_MAX_MS))
    )
      return
    decisions.push({ kind: 'perform', effect, action, reason })
  }

  return {
    state,
    project,
    policy: project.policy,
    now,
    isDue,
    about,
    restsOnOthers: () => {
      if (answer !== null) answer.isCalm = false
    },
    answers,
    perform,
    record: (event, reason) => decisions.push({ kind: 'record', event, reason }),
    nextMessage: () => `m${++messages}` as MessageId,
    faults: new Map(),
    plan: () => ({ decisions, wakeAt }),
  }
}

function earlier(one: number | null, other: number): number {
  return one === null || other < one ? other : one
}

/** Whether an action failed so often that the czar stops retrying it. */
export function hasGivenUp(state: State, effect: EffectId | string): boolean {
  if (!hasFailures(state.failures)) return false
  const { count = 0, unanswered = 0 } = state.failures[effect as EffectId] ?? {}
  return count >= EFFECT_TRIES || unanswered >= UNANSWERED_TRIES
}

/** Usually nothing has failed, so the name lookup is skipped. */
const hasFailures = memoizeLast((failures: State['failures']) => Object.keys(failures).length > 0)

/** Whether any of these actions is under way for the worker. */
export function isUnderWay(state: State, worker: WorkerId, ...actions: readonly Action['do'][]): boolean {
  return openEffects(state, worker).some(effect => actions.includes(effect.action as Action['do']))
}

/** The actions under way for the worker. */
export function openEffects(state: State, worker: WorkerId): readonly OpenEffect[] {
  return effectsByWorker(state.effects).get(worker) ?? NONE
}

const NONE: readonly OpenEffect[] = []

const effectsByWorker = memoizeLast((effects: State['effects']) => Map.groupBy(Object.values(effects), effect => effect.worker))

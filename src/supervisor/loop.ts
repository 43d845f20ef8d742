import type { Action, Decision } from '../core/events/decision.ts'
import type { Event, Journaled } from '../core/events/event.ts'
import { CzarError, InternalError, ToolError } from '../core/model/errors.ts'
import type { EffectId } from '../core/model/ids.ts'
import { createDecide } from '../core/policy/decide/create-decide.ts'
import type { Clock, Ledger } from '../core/ports/ports.ts'
import { fold } from '../core/state/fold.ts'
import type { State } from '../core/state/types/state.ts'

/** Performs an action and returns its events. After a rejection it may be tried again. */
export type Perform = (action: Action, effect: EffectId) => Promise<readonly Event[]>

export interface LoopOptions {
  readonly initial: State
  readonly epoch: number
  readonly ledger: Ledger
  readonly clock: Clock
  /** Events to record before all others, when czar did not run for a long time. */
  readonly missed: () => readonly Event[]
  readonly perform: Perform
  /** Called after each round with the new events. Must not throw. */
  readonly onEvents: (state: State, events: readonly Journaled[]) => void
  /** The journal cannot be written now (disk full). The loop does nothing until the journal can be written. */
  readonly onDegraded: (reason: string) => void
  /** The loop cannot go on: another czar took over, or the journal is broken. */
  readonly onFatal: (error: unknown) => void
}

export interface Loop {
  readonly state: () => State
  /** Records facts. They are in the journal when this returns, unless the journal cannot be written now. */
  readonly observe: (...events: readonly Event[]) => void
  /**
   * Journals the czar's first events, then the facts observed so far. The time before the first events belongs to no czar, because the
   * previous czar ended with its last event.
   */
  readonly open: (...first: readonly Event[]) => void
  /** Starts asking the policy; until then facts are only journalled. */
  readonly begin: () => void
  readonly stop: () => void
}

// More rounds than any real sequence of decisions takes. A policy that never comes to rest would otherwise run for ever.
const MAX_ROUNDS = 200
const JOURNAL_RETRY_MS = 1_000

/**
 * observe → append → fold → decide → perform: the only place that carries out decisions. It does one thing at a time and is never
 * re-entered. Long: its functions share the state and the events that wait.
 */
export function createLoop(options: LoopOptions): Loop {
  const { clock, ledger } = options
  const decide = createDecide()
  let state = options.initial
  let pending: Event[] = []
  let isOpen = false
  let isBegun = false
  let isRunning = false
  let isStopped = false
  /** The last write to the journal failed. */
  let isBlocked = false
  let cancelTimer = () => {}
  /** Results of actions that `observe` records next. */
  const gathered: Event[] = []

  function observe(...events: readonly Event[]): void {
    // While the journal is closed or blocked, perhaps for hours, repeated events are dropped.
    for (const event of events) if ((isOpen && !isBlocked) || !isRepeated(pending, event)) pending.push(event)
    run()
  }

  function run(): void {
    if (isRunning || isStopped || !isOpen) return
    isRunning = true
    try {
      if (isBegun) settle()
      else take()
    } catch (error) {
      halt(error)
    } finally {
      isRunning = false
    }
  }

  /**
   * Appends an event before folding it: an event that is not in the journal has not happened. The machine may have slept since the last
   * call.
   */
  function take(): void {
    pending.unshift(...options.missed())
    if (pending.length === 0) return
    const batch = pending
    pending = []
    let journaled: readonly Journaled[]
    try {
      journaled = ledger.append(batch, clock.now())
    } catch (error) {
      pending = [...batch, ...pending]
      throw error
    }
    isBlocked = false
    for (const event of journaled) state = fold(state, event)
    options.onEvents(state, journaled)
  }

  function settle(): void {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      take()
      // The machine may have slept during this write.
      const missed = options.missed()
      if (missed.length > 0) {
        pending.unshift(...missed)
        continue
      }
      const plan = decide(state, clock.now())
      const records = plan.decisions.filter(decision => decision.kind === 'record')
      if (records.length > 0) {
        takeDecided(records.map(decision => decision.event))
        continue
      }
      start(plan.decisions)
      if (pending.length === 0) return sleepUntil(plan.wakeAt)
    }
    throw new InternalError('the policy does not come to rest')
  }

  /** Decided events that cannot be written are dropped, and the policy decides them again later. Facts wait. */
  function takeDecided(events: readonly Event[]): void {
    pending.push(...events)
    try {
      take()
    } catch (error) {
      pending = pending.filter(event => !events.includes(event))
      throw error
    }
  }

  /** Journals all intents before the first action starts. */
  function start(decisions: readonly Decision[]): void {
    const actions = decisions.filter(decision => decision.kind === 'perform')
    if (actions.length === 0) return
    const intents = actions.map(({ effect, action, reason }): Event => {
      return { kind: 'effect.intended', effect, action: action.do, worker: action.worker, epoch: options.epoch, reason }
    })
    takeDecided(intents)
    for (const { action, effect } of actions) {
      options.perform(action, effect).then(
        events => gather(...events, endOf(effect, events)),
        (error: unknown) => gather(failureOf(effect, action, error)),
      )
    }
  }

  /** Records the results of all actions that end together in one write, because each write waits for the disk. */
  function gather(...results: readonly Event[]): void {
    if (gathered.length === 0) setImmediate(() => observe(...gathered.splice(0)))
    gathered.push(...results)
  }

  function sleepUntil(at: number | null): void {
    cancelTimer()
    cancelTimer = at === null ? () => {} : clock.at(at, run)
  }

  function halt(error: unknown): void {
    if (!(error instanceof CzarError) || error.code !== 'tool') {
      isStopped = true
      cancelTimer()
      return options.onFatal(error)
    }
    isBlocked = true
    options.onDegraded(error.message)
    cancelTimer()
    cancelTimer = clock.at(clock.now() + JOURNAL_RETRY_MS, run)
  }

  return {
    state: () => state,
    observe,
    open(...first) {
      // An earlier gap belongs to the time without a czar.
      options.missed()
      pending.unshift(...first)
      isOpen = true
      run()
    },
    begin() {
      isBegun = true
      run()
    },
    stop() {
      isStopped = true
      cancelTimer()
    },
  }
}

function failureOf(effect: EffectId, action: Action, error: unknown): Event {
  const message = error instanceof Error ? error.message : String(error)
  const reason = error instanceof CzarError && error.hint !== undefined ? `${message}; next: ${error.hint}` : message
  // An alert that timed out counts as an ordinary failure and is not tried again, because people can learn of the item in other ways.
  const isUnanswered = action.do !== 'alert' && error instanceof ToolError && error.reason === 'timeout'
  return { kind: 'effect.failed', effect, reason, ...(isUnanswered ? { unanswered: true } : {}) }
}

/** Whether the event equals the last waiting one of its kind and worker. */
function isRepeated(waiting: readonly Event[], event: Event): boolean {
  const last = waiting.findLast(other => other.kind === event.kind && workerOf(other) === workerOf(event))
  return last !== undefined && JSON.stringify(last) === JSON.stringify(event)
}

function workerOf(event: Event): string | null {
  return 'worker' in event ? event.worker : null
}

/**
 * An action that returns no events counts as failed. The policy would repeat it for ever, while tries after a failure
 * are limited.
 */
function endOf(effect: EffectId, events: readonly Event[]): Event {
  return events.length > 0 ? { kind: 'effect.done', effect } : { kind: 'effect.failed', effect, reason: 'nothing came of it' }
}

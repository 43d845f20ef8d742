import type { Action, Decision } from '../core/events/decision.ts'
import type { Event, Journaled } from '../core/events/event.ts'
import { CzarError, ToolError } from '../core/model/errors.ts'
import type { EffectId } from '../core/model/ids.ts'
import { createDecide } from '../core/policy/decide/create-decide.ts'
import type { Clock, Ledger } from '../core/ports/ports.ts'
import { fold } from '../core/state/fold.ts'
import type { State } from '../core/state/types/state.ts'

/** Carries an action out and says what happened; a rejection means that it can be tried again. */
export type Perform = (action: Action, effect: EffectId) => Promise<readonly Event[]>

export interface LoopOptions {
  readonly initial: State
  readonly epoch: number
  readonly ledger: Ledger
  readonly clock: Clock
  /** What is to be known before anything is taken in: that nobody looked for long. */
  readonly missed: () => readonly Event[]
  readonly perform: Perform
  /** Called after each round with what is new; must not throw. */
  readonly onEvents: (state: State, events: readonly Journaled[]) => void
  /** The journal can not be written for now (disk full): nothing is done until it can. */
  readonly onDegraded: (reason: string) => void
  /** The loop can not go on: another czar took over, or the journal is broken. */
  readonly onFatal: (error: unknown) => void
}

export interface Loop {
  readonly state: () => State
  /** Takes facts in: they are in the journal when this returns (unless it can not be written just now). */
  readonly observe: (...events: readonly Event[]) => void
  /**
   * The czar's first words. What was heard before stands behind them in the journal: up to them nobody looked, and with the
   * event before them the czar before ends.
   */
  readonly open: (...first: readonly Event[]) => void
  /** From here on the policy is asked; before, facts are only taken in. */
  readonly begin: () => void
  readonly stop: () => void
}

// A policy that never comes to rest would spin for ever: far above any real cascade.
const MAX_ROUNDS = 200
const JOURNAL_RETRY_MS = 1_000

/** observe → append → fold → decide → perform: the only interpreter of decisions. One thing at a time, never re-entered. */
export function createLoop(options: LoopOptions): Loop {
  const { clock, ledger } = options
  const decide = createDecide()
  let state = options.initial
  let pending: Event[] = []
  let isOpen = false
  let isBegun = false
  let isRunning = false
  let isStopped = false
  /** The journal could not be written the last time. */
  let isBlocked = false
  let cancelTimer = () => {}

  function observe(...events: readonly Event[]): void {
    // What waits for the journal may wait for hours: what only says the last thing again is not kept.
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

  /** Appends first, folds after: what is not in the journal has not happened. The machine may have slept since the last time. */
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
      // The machine may have slept in that write, too.
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
    throw new CzarError('internal', 70, 'the policy does not come to rest')
  }

  /** What was decided but could not be written is decided anew later; facts are kept and written then. */
  function takeDecided(events: readonly Event[]): void {
    pending.push(...events)
    try {
      take()
    } catch (error) {
      pending = pending.filter(event => !events.includes(event))
      throw error
    }
  }

  /** Intents stand in the journal before the first hand moves. */
  function start(decisions: readonly Decision[]): void {
    const actions = decisions.filter(decision => decision.kind === 'perform')
    if (actions.length === 0) return
    const intents = actions.map(({ effect, action, reason }): Event => {
      return { kind: 'effect.intended', effect, action: action.do, worker: action.worker, epoch: options.epoch, reason }
    })
    takeDecided(intents)
    for (const { action, effect } of actions) {
      options.perform(action, effect).then(
        events => observe(...events, endOf(effect, events)),
        (error: unknown) => observe(failureOf(effect, action, error)),
      )
    }
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
      // A gap before is part of the time without a czar.
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
  // Whoever is to be told has other ways: an alert that nobody takes is tried no longer than any other.
  const isUnanswered = action.do !== 'alert' && error instanceof ToolError && error.reason === 'timeout'
  return { kind: 'effect.failed', effect, reason, ...(isUnanswered ? { unanswered: true } : {}) }
}

/** Is it the last thing that waits of its kind about its worker? */
function isRepeated(waiting: readonly Event[], event: Event): boolean {
  const last = waiting.findLast(other => other.kind === event.kind && workerOf(other) === workerOf(event))
  return last !== undefined && JSON.stringify(last) === JSON.stringify(event)
}

function workerOf(event: Event): string | null {
  return 'worker' in event ? event.worker : null
}

/** An action that changed nothing would be wanted again at once, for ever: it counts as failed, and failures are bounded. */
function endOf(effect: EffectId, events: readonly Event[]): Event {
  return events.length > 0 ? { kind: 'effect.done', effect } : { kind: 'effect.failed', effect, reason: 'nothing came of it' }
}

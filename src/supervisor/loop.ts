import type { Action, Decision } from '../core/events/decision.ts'
import type { Event, Journaled } from '../core/events/event.ts'
import { CzarError, InternalError, ToolError } from '../core/model/errors.ts'
import type { EffectId } from '../core/model/ids.ts'
import { createDecide } from '../core/policy/decide/create-decide.ts'
import type { Clock, Ledger } from '../core/ports/ports.ts'
import { fold } from '../core/state/fold.ts'
import type { State } from '../core/state/types/state.ts'

/** Performs an action and returns its events. If it rejects, the policy may have the action tried again. */
export type Perform = (action: Action, effect: EffectId) => Promise<readonly Event[]>

export interface LoopOptions {
  readonly initial: State
  readonly epoch: number
  readonly ledger: Ledger
  readonly clock: Clock
  /** Returns the events to record before all others if czar did not run for a long time, for example because the machine slept. */
  readonly missed: () => readonly Event[]
  readonly perform: Perform
  /** Called after each round of the loop with the new events. It must not throw. */
  readonly onEvents: (state: State, events: readonly Journaled[]) => void
  /**
   * Called when the journal cannot be written now (for example, the disk is full). The loop does nothing until it can be written again.
   */
  readonly onDegraded: (reason: string) => void
  /** Called when the loop cannot go on, because another czar took over the project or the journal is broken. */
  readonly onFatal: (error: unknown) => void
}

export interface Loop {
  readonly state: () => State
  /** Records facts. When this returns, they are in the journal, unless the journal cannot be written now. */
  readonly observe: (...events: readonly Event[]) => void
  /**
   * Opens the journal for this czar: writes its first events, and then the facts that were observed so far. A gap in time before these
   * events does not count as a sleep of this czar, because it did not run then.
   */
  readonly open: (...first: readonly Event[]) => void
  /** Starts to ask the policy for decisions. Before this call, facts are only written to the journal. */
  readonly begin: () => void
  readonly stop: () => void
}

// Real sequences of decisions take fewer rounds than this. Without the limit, a faulty policy that always decides something more would run
// for ever.
const MAX_ROUNDS = 200
const JOURNAL_RETRY_MS = 1_000

/**
 * The only place that carries out the policy's decisions. Each round observes facts, appends them to the journal, folds them into the
 * state, asks the policy, and performs its decisions. The loop does one thing at a time: a call from within a round is queued. Long: the
 * inner functions share the state and the queue of events.
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
  /** True while the last write to the journal has failed. */
  let isBlocked = false
  let cancelTimer = () => {}
  /** Results of actions that have ended. The loop records them together in its next write. */
  const gathered: Event[] = []

  function observe(...events: readonly Event[]): void {
    // While the journal is closed or cannot be written, perhaps for hours, an event that repeats a waiting one is dropped.
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
   * Writes the waiting events to the journal first and then folds them into the state, because an event that is not in the journal has not
   * happened. Also records if the machine has slept since the previous call.
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
    throw new InternalError('the policy makes decisions without end')
  }

  /**
   * Records events that the policy decided. If they cannot be written they are dropped, because the policy will decide them again.
   * Observed facts are kept until they can be written.
   */
  function takeDecided(events: readonly Event[]): void {
    pending.push(...events)
    try {
      take()
    } catch (error) {
      pending = pending.filter(event => !events.includes(event))
      throw error
    }
  }

  /** Writes the intents of all actions to the journal, and then starts the actions. */
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

  /**
   * Collects the results of actions that end at about the same time, so that one write records them all. Each write waits for the disk.
   */
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
      // A gap in time until now does not count as a sleep of this czar, because it did not run then.
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
  // A `timeout` means that the outcome is unknown. An alert that timed out counts as an ordinary failure instead and is not sent again,
  // because people can learn of its subject in other ways.
  const isUnanswered = action.do !== 'alert' && error instanceof ToolError && error.reason === 'timeout'
  return { kind: 'effect.failed', effect, reason, ...(isUnanswered ? { unanswered: true } : {}) }
}

/** Whether the event equals the newest waiting event of the same kind and worker. */
function isRepeated(waiting: readonly Event[], event: Event): boolean {
  const last = waiting.findLast(other => other.kind === event.kind && workerOf(other) === workerOf(event))
  return last !== undefined && JSON.stringify(last) === JSON.stringify(event)
}

function workerOf(event: Event): string | null {
  return 'worker' in event ? event.worker : null
}

/**
 * The event that ends an action. An action that returned no events counts as failed: the policy would otherwise repeat it for ever, while
 * it repeats a failed action only a limited number of times.
 */
function endOf(effect: EffectId, events: readonly Event[]): Event {
  return events.length > 0 ? { kind: 'effect.done', effect } : { kind: 'effect.failed', effect, reason: 'the action returned no result' }
}

import { createHash } from 'node:crypto'
import type { Action, Decision, Plan } from '../src/core/events/decision.ts'
import type { Event, Journaled } from '../src/core/events/event.ts'
import type { EffectId } from '../src/core/model/ids.ts'
import { createDecide } from '../src/core/policy/decide/create-decide.ts'
import { emptyState } from '../src/core/state/empty.ts'
import { fold } from '../src/core/state/fold.ts'
import type { State } from '../src/core/state/types/state.ts'

export interface CzarOptions {
  readonly now: () => number
  readonly perform: (action: Action, effect: EffectId) => void
  /** Chooses which of the planned decisions are carried out. Under the real czar all are carried out, under a simpler program only some. */
  readonly sift: (plan: Plan, state: State, now: number) => Plan
  readonly onEvent: (event: Journaled, state: State) => void
  /** Whether to compute a checksum of every recorded event, so that two runs can be compared. */
  readonly isHashed: boolean
}

/** Czar's real rules, in a loop like the supervisor's, with a simulated clock. */
export interface SimulatedCzar {
  readonly state: () => State
  readonly isUp: () => boolean
  /** Records events and acts on them. While no czar runs, events are lost. */
  readonly observe: (...events: readonly Event[]) => void
  readonly wakeAt: () => number | null
  readonly wake: () => void
  /** Ends the czar like kill -9. The czar forgets everything in progress, but the journal stays. */
  readonly kill: () => void
  /** Starts a new czar. It reads the journal, and then records what it finds. */
  readonly start: (found: (state: State) => readonly Event[]) => void
  readonly events: () => number
  readonly journalHash: () => string
}

const MAX_ROUNDS = 200

// Long: the inner functions share the state of the czar.
export function createSimulatedCzar(options: CzarOptions): SimulatedCzar {
  const hash = createHash('sha256')
  const decide = createDecide()
  let state = emptyState
  let isUp = false
  let wakeAt: number | null = null

  function take(events: readonly Event[]): void {
    for (const event of events) {
      const journaled: Journaled = { ...event, seq: state.seq + 1, at: options.now() }
      if (options.isHashed) hash.update(JSON.stringify(journaled))
      state = fold(state, journaled)
      options.onEvent(journaled, state)
    }
  }

  function settle(): void {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const plan = options.sift(decide(state, options.now()), state, options.now())
      const { decisions } = plan
      const records = decisions.flatMap(decision => (decision.kind === 'record' ? [decision.event] : []))
      if (records.length > 0) {
        take(records)
        continue
      }
      wakeAt = plan.wakeAt
      return begin(decisions)
    }
    throw new Error(`the policy makes decisions without end at ${options.now()}`)
  }

  function begin(decisions: readonly Decision[]): void {
    const actions = decisions.filter(decision => decision.kind === 'perform')
    take(
      actions.map(({ effect, action, reason }) => {
        const { do: name, worker } = action
        return { kind: 'effect.intended', effect, action: name, worker, epoch: state.czar.epoch, reason }
      }),
    )
    for (const { action, effect } of actions) options.perform(action, effect)
  }

  function observe(...events: readonly Event[]): void {
    if (!isUp) return
    take(events)
    settle()
  }

  return {
    state: () => state,
    isUp: () => isUp,
    observe,
    wakeAt: () => (isUp ? wakeAt : null),
    wake: settle,
    kill() {
      isUp = false
    },
    start(found) {
      isUp = true
      take([{ kind: 'czar.started', epoch: state.czar.epoch + 1, pid: 1, host: 'simulated', version: '0' }])
      take(found(state))
      settle()
    },
    events: () => state.seq,
    journalHash: () => hash.copy().digest('hex'),
  }
}

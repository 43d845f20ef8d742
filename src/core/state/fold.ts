import type { Event, Journaled } from '../events/event.ts'
import { foldAccount } from './fold/fold-account.ts'
import { foldAgent } from './fold/fold-agent.ts'
import { foldAlert } from './fold/fold-alert.ts'
import { foldAttention } from './fold/fold-attention.ts'
import { foldBudget } from './fold/fold-budget.ts'
import { foldCzar } from './fold/fold-czar.ts'
import { foldEffect } from './fold/fold-effect.ts'
import { foldFleet } from './fold/fold-fleet.ts'
import { foldForecast } from './fold/fold-forecast.ts'
import { foldLadder } from './fold/fold-ladder.ts'
import { foldMessage } from './fold/fold-message.ts'
import { foldNovelty } from './fold/fold-novelty.ts'
import { foldPerson } from './fold/fold-person.ts'
import { foldProgram } from './fold/fold-program.ts'
import { foldPullRequest } from './fold/fold-pull-request.ts'
import { foldQueue } from './fold/fold-queue.ts'
import { foldTalk } from './fold/fold-talk.ts'
import { foldWork } from './fold/fold-work.ts'
import { foldWorktree } from './fold/fold-worktree.ts'
import { foldAttempts } from './fold/proof/fold-attempts.ts'
import { foldBaseGates } from './fold/proof/fold-base-gates.ts'
import { foldCheck } from './fold/proof/fold-check.ts'
import { foldDuplicate } from './fold/proof/fold-duplicate.ts'
import { foldReview } from './fold/proof/fold-review.ts'
import { foldStage } from './fold/proof/fold-stage.ts'
import { foldTrain } from './fold/proof/fold-train.ts'
import { foldVerification } from './fold/proof/fold-verification.ts'
import { countTurns } from './progress/count-turns.ts'
import { noteAdvance } from './progress/note-advance.ts'
import { noteSign } from './progress/note-sign.ts'
import { noteTree } from './progress/note-tree.ts'
import { noteWords } from './progress/note-words.ts'
import { runClocks } from './progress/run-clocks.ts'
import type { State } from './types/state.ts'

/** For each kind of event, the function that applies it to the state. `at` is the time of the event. */
export type Handlers<E extends { kind: string }> = {
  readonly [Kind in E['kind']]: (state: State, event: Journaled<Extract<E, { kind: Kind }>>, at: number) => State
}

type Novelty = Extract<Event, { kind: 'agent.novelty' }>

const handlers: Handlers<Exclude<Event, Novelty>> = {
  ...foldCzar,
  ...foldWorktree,
  ...foldPullRequest,
  ...foldAgent,
  ...foldProgram,
  ...foldAccount,
  ...foldBudget,
  ...foldWork,
  ...foldQueue,
  ...foldFleet,
  ...foldMessage,
  ...foldTalk,
  ...foldVerification,
  ...foldCheck,
  ...foldBaseGates,
  ...foldTrain,
  ...foldReview,
  ...foldStage,
  ...foldDuplicate,
  ...foldAttempts,
  ...foldForecast,
  ...foldLadder,
  ...foldPerson,
  ...foldAttention,
  ...foldAlert,
  ...foldEffect,
}

/** Functions that run after every event, when the function for its kind has run. */
const NOTES = [runClocks, countTurns, noteSign, noteWords, noteTree, noteAdvance] as const

/**
 * Applies an event and returns the next state. Events in any order give a valid state. An event of a kind that only later versions know
 * changes nothing.
 */
export function fold(state: State, event: Journaled): State {
  if (event.kind === 'agent.novelty') return foldNovelty(state, event)
  const handler = Object.hasOwn(handlers, event.kind)
    ? (handlers[event.kind] as (state: State, event: Journaled, at: number) => State)
    : undefined
  let next = handler === undefined ? state : handler(state, event, event.at)
  for (const note of NOTES) next = note(next, event)
  return { ...next, seq: event.seq, at: event.at }
}

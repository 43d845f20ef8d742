import type { Event, Journaled } from '../model/event.ts'
import type { State } from '../model/state.ts'
import { countTurns } from './count-turns.ts'
import { foldAccount } from './fold-account.ts'
import { foldAgent } from './fold-agent.ts'
import { foldAlert } from './fold-alert.ts'
import { foldAttention } from './fold-attention.ts'
import { foldBudget } from './fold-budget.ts'
import { foldCheck } from './fold-check.ts'
import { foldCzar } from './fold-czar.ts'
import { foldEffect } from './fold-effect.ts'
import { foldLadder } from './fold-ladder.ts'
import { foldMessage } from './fold-message.ts'
import { foldNovelty } from './fold-novelty.ts'
import { foldPerson } from './fold-person.ts'
import { foldProgram } from './fold-program.ts'
import { foldPullRequest } from './fold-pull-request.ts'
import { foldQueue } from './fold-queue.ts'
import { foldTalk } from './fold-talk.ts'
import { foldVerification } from './fold-verification.ts'
import { foldWork } from './fold-work.ts'
import { foldWorktree } from './fold-worktree.ts'
import { noteAdvance } from './note-advance.ts'
import { noteSign } from './note-sign.ts'
import { noteTree } from './note-tree.ts'
import { noteWords } from './note-words.ts'
import { runClocks } from './run-clocks.ts'

/** How one kind of event changes the state; `at` is the event's time. */
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
  ...foldMessage,
  ...foldTalk,
  ...foldVerification,
  ...foldCheck,
  ...foldLadder,
  ...foldPerson,
  ...foldAttention,
  ...foldAlert,
  ...foldEffect,
}

/** What is kept of many kinds of events alike, besides what each of them changes. */
const NOTES = [runClocks, countTurns, noteSign, noteWords, noteTree, noteAdvance] as const

/** The next state. Total: any event in any order gives a valid state; kinds of a later version change nothing. */
export function fold(state: State, event: Journaled): State {
  if (event.kind === 'agent.novelty') return foldNovelty(state, event)
  const handler = Object.hasOwn(handlers, event.kind)
    ? (handlers[event.kind] as (state: State, event: Journaled, at: number) => State)
    : undefined
  let next = handler === undefined ? state : handler(state, event, event.at)
  for (const note of NOTES) next = note(next, event)
  return { ...next, seq: event.seq, at: event.at }
}

import { type Action, isTrainStep, type ProvenCommit } from '../../events/decision.ts'
import { effectIdOf } from '../../events/effect-id.ts'
import type { Event } from '../../events/event.ts'
import { asideOf, boarding, stillProven } from '../../landing/boarding.ts'
import { nextTrainStep, type TrainStep } from '../../landing/next-train-step.ts'
import { awaitsReview } from '../../review/pending-review.ts'
import type { State } from '../../state/types/state.ts'
import type { TrainState } from '../../state/types/train-state.ts'
import { counted } from '../../text/counted.ts'
import { hasGivenUp, type PolicyContext } from '../engine/policy-context.ts'
import { isSure } from '../facts/work/doubt.ts'
import { nextReturn } from './return-work.ts'

/** A decision for the train, with its reason. */
type Move = ({ readonly action: Action } | { readonly event: Event }) & { readonly reason: string }

/** Puts proven work on the merge train, tests it and moves the branch, one step at a time. */
export function tendTrain(context: PolicyContext): void {
  if (context.state.czar.phase !== 'supervising' || isTrainAtWork(context.state)) return
  const move = nextMove(context.state)
  if (move === null) return
  if ('event' in move) context.record(move.event, move.reason)
  else context.perform(move.action, move.reason)
}

/** Whether the train will go on by itself, so that nothing may be called over yet. */
export function isTrainMoving(state: State): boolean {
  if (isTrainAtWork(state)) return true
  const move = nextMove(state)
  return move !== null && ('event' in move || !hasGivenUp(state, effectIdOf(move.action)))
}

function isTrainAtWork({ effects }: State): boolean {
  return Object.values(effects).some(({ action }) => isTrainStep(action))
}

function nextMove(state: State): Move | null {
  const { project, refs, train } = state
  if (project?.policy.merge?.mode !== 'omnibus' || refs === null || train?.stopped != null) return null
  const base = refs.base.commit
  if (train === null) return Object.values(state.tasks).some(task => task.state === 'verified') ? begin(base, null) : null
  return train.base === base ? moveOn(state, train) : begin(base, train)
}

function moveOn(state: State, train: TrainState): Move | null {
  const step = nextTrainStep(train, {
    waiting: boarding(state, train, mayBoard(state)),
    holds: member => stillProven(state, member),
    mayTestBase: (state.project?.policy.merge?.test ?? []).length > 0,
  })
  switch (step.step) {
    case 'rest':
      return giveBack(state, train)
    case 'chain':
      return chain(state, train, step.commits)
    case 'unchain': {
      const reason = 'a task on the chain is not proven by that commit any more'
      return { event: { kind: 'train.chained', onto: train.tested, members: [] }, reason }
    }
    case 'test': {
      const tasks = [...train.members, ...step.members].map(({ task }) => task)
      const reason = `the tree of ${counted(tasks.length, 'task')} is untested`
      return { action: { do: 'test_train', worker: null, tip: step.tip, tasks }, reason }
    }
    case 'stop': {
      const reason = `${state.project?.base ?? 'base'} fails \`merge.test\` without any of the work: ${step.reason}`
      return { event: { kind: 'train.stopped', reason }, reason }
    }
    case 'advance': {
      const action = { do: 'advance_train', worker: null, from: train.branch?.tip ?? null, tip: step.tip } as const
      return { action, reason: 'the tree passed its tests' }
    }
    case 'set_aside':
      return setAside(train, step)
  }
}

function giveBack(state: State, train: TrainState): Move | null {
  const event = nextReturn(state, train)
  return event === null ? null : { event, reason: event.reasons[0] ?? '' }
}

function chain(state: State, train: TrainState, commits: readonly ProvenCommit[]): Move {
  const without = Object.values(train.aside).filter(({ task }) => asideOf(state, train, task) !== null)
  const action = { do: 'chain_train', worker: null, onto: train.tested, commits, without } as const
  return { action, reason: `${counted(commits.length, 'proven task')} can be merged` }
}

function setAside(train: TrainState, { member, before, run }: Extract<TrainStep, { step: 'set_aside' }>): Move {
  const { task, commit, joined } = member
  const red = { because: 'red', files: [], beside: before.map(other => other.task) } as const
  // Its conflict was only joined to see what the tests say.
  const why = joined === undefined ? red : ({ because: 'conflict', ...joined } as const)
  const aside = { task, commit, ...why, onto: train.tested, run } as const
  return { event: { kind: 'train.set_aside', ...aside }, reason: run.reason }
}

function begin(base: TrainState['base'], train: TrainState | null): Move {
  const action = { do: 'begin_train', worker: null, base, from: train === null || train.mayBeginAnew ? null : train.base } as const
  return { action, reason: train === null ? 'a task is proven' : 'base has moved' }
}

/** A proof in doubt boards after its recheck; one of unknown standing may be landed already. A review that gates comes first. */
function mayBoard(state: State): Parameters<typeof boarding>[2] {
  const isSureOf = isSure(state)
  return task => isSureOf(task) && !awaitsReview(state, task, isSureOf)
}

import { type Action, isTrainStep, type ProvenCommit } from '../../events/decision.ts'
import { effectIdOf } from '../../events/effect-id.ts'
import type { Event } from '../../events/event.ts'
import type { TrainMember } from '../../events/train-event.ts'
import { asideOf, boarding, landedWork, standsOn, stillProven } from '../../landing/boarding.ts'
import { nextTrainStep } from '../../landing/next-train-step.ts'
import { testOwner } from '../../landing/test-owner.ts'
import type { BaseAnswer, TrainStep } from '../../landing/train-step.ts'
import { hasOwnTests, landedWithTests, untriedCommand } from '../../landing/tree-tests.ts'
import { own } from '../../model/own.ts'
import { awaitsReview, rejectionOf } from '../../review/pending-review.ts'
import { isBranchGone } from '../../state/facts/branch-of.ts'
import type { State } from '../../state/types/state.ts'
import type { TaskState } from '../../state/types/task-state.ts'
import type { TrainState } from '../../state/types/train-state.ts'
import { counted } from '../../text/counted.ts'
import { shellWord } from '../../text/shell-word.ts'
import { hasGivenUp, type PolicyContext } from '../engine/policy-context.ts'
import { doubtOf, isSure } from '../facts/work/doubt.ts'
import { unsettledProof } from '../facts/work/duplicates.ts'
import { proofOfTree } from './proof-of-tree.ts'
import { nextReturn } from './return-work.ts'

/** What happens next with the train, and why. */
type Move = ({ readonly action: Action } | { readonly event: Event }) & { readonly reason: string }

/** Moves the train one step: it merges proven work, tests it, or moves the branch to tested work. */
export function tendTrain(context: PolicyContext): void {
  if (context.state.czar.phase !== 'supervising' || isTrainAtWork(context.state)) return
  const move = nextTrainMove(context.state)
  if (move === null) return
  if ('event' in move) context.record(move.event, move.reason)
  else context.perform(move.action, move.reason)
}

/** Whether the train will go on by itself, so that the project is not finished yet. */
export function isTrainMoving(state: State): boolean {
  if (isTrainAtWork(state)) return true
  const move = nextTrainMove(state)
  return move !== null && ('event' in move || !hasGivenUp(state, effectIdOf(move.action)))
}

function isTrainAtWork({ effects }: State): boolean {
  return Object.values(effects).some(({ action }) => isTrainStep(action))
}

/** The rules for the train. They are different if a person asked for the merge. */
export interface TrainRules {
  /** Whether a task's proof is good enough for the train. */
  readonly mayBoard: (state: State, task: TaskState) => boolean
  /** Whether a task that is kept off the train goes back to its worker. */
  readonly mayReturn: boolean
}

const BY_ITSELF: TrainRules = { mayBoard: isReady, mayReturn: true }

/** Returns what happens next with the train, or null if nothing does. */
export function nextTrainMove(state: State, rules = BY_ITSELF): Move | null {
  const { project, refs, train } = state
  if (project?.policy.merge?.mode !== 'omnibus' || refs === null || train?.stopped != null) return null
  const base = refs.base.commit
  if (train === null)
    return Object.values(state.tasks).some(task => task.state === 'verified') ? begin(base, null, 'a task is proven') : null
  if (train.base !== base) return begin(base, train, 'base has moved')
  const failed = train.members.find(member => hasFailedAlone(state, train, member))
  if (failed !== undefined) return begin(base, train, `${failed.task} has failed since its work was merged`)
  const untried = untriedCommand(state, train)
  if (untried !== null) return begin(base, train, `\`${untried}\` did not run on the tested tree`)
  return moveOn(state, train, rules)
}

/** Whether a task on the train has failed and can be taken off, because no other task on the train builds on its work. */
function hasFailedAlone(state: State, train: TrainState, { task }: TrainMember): boolean {
  const { tasks } = state
  if (own(tasks, task)?.state !== 'failed') return false
  const others = train.members.flatMap(member => own(tasks, member.task) ?? [])
  return !others.some(other => other.id !== task && other.state !== 'failed' && standsOn(state, other).includes(task))
}

/**
 * Returns whether base alone is to blame for the failed run. Base alone is to blame only if the failed command belongs to a task in base
 * and also fails on base alone. Base may have to be tested several times, because a test ends at the first command that fails.
 */
function baseAnswer(state: State, train: TrainState): BaseAnswer {
  const said = train.isBaseGreen === null ? 'untested' : train.isBaseGreen ? 'green' : 'red'
  if (hasOwnTests(state)) return said
  const landed = landedWork(state)
  const failed = train.candidate?.red?.run.checks.at(-1)
  // The run failed before its first command, for example in its setup.
  if (failed === undefined) return landed.length > 0 && said === 'untested' ? said : 'none'
  if (landed.every(({ id }) => id !== failed.task)) return 'none'
  if (train.baseFails?.includes(failed.name)) return 'red'
  return said === 'red' ? 'untested' : said
}

function moveOn(state: State, train: TrainState, { mayBoard, mayReturn }: TrainRules): Move | null {
  const back = mayReturn ? giveBack(state, train) : null
  if (back !== null) return back
  const step = nextTrainStep(train, {
    waiting: boarding(state, train, task => mayBoard(state, task)),
    holds: member => stillProven(state, member),
    baseAnswer: () => baseAnswer(state, train),
    ownerOf: run => testOwner(state, run),
  })
  switch (step.step) {
    case 'rest':
      return null
    case 'chain':
      return chain(state, train, step.commits)
    case 'unchain': {
      const reason = 'a task on the train is not proven by that commit any more'
      return { event: { kind: 'train.chained', onto: train.tested, members: [] }, reason }
    }
    case 'test': {
      const known = proofOfTree(state, train, step)
      if (known !== null) return { event: known, reason: 'its proof ran the same commands on the same tree' }
      const landed = landedWithTests(state, train)
      const members = [...train.members, ...step.members].map(({ task }) => task)
      const tasks = step.tip === train.base && !hasOwnTests(state) ? landed : [...landed, ...members]
      const reason = `the tree of ${counted(members.length, 'task')} is untested`
      return { action: { do: 'test_train', worker: null, tip: step.tip, tasks }, reason }
    }
    case 'stop':
      return stopOrGoOn(state, train, step.reason)
    case 'advance': {
      const action = { do: 'advance_train', worker: null, from: train.branch?.tip ?? null, tip: step.tip } as const
      return { action, reason: 'the tree passed its tests' }
    }
    case 'set_aside':
      return turn(train, step) ?? setAside(train, step)
  }
}

/**
 * Decides what happens when the tests fail on base alone. If the project's `merge.test` fails, the train stops. If a command of a task in
 * base fails, the commands of that task no longer run.
 */
function stopOrGoOn(state: State, train: TrainState, why: string): Move {
  const base = state.project?.base ?? 'base'
  if (hasOwnTests(state)) {
    const reason = `${base} fails \`merge.test\` without any of the work: ${why}`
    return { event: { kind: 'train.stopped', reason }, reason }
  }
  const reason = `${base} fails a command of landed work without any of the new work, so the command is left out: ${why}`
  return { event: { kind: 'train.chained', onto: train.tested, members: train.candidate?.members ?? [] }, reason }
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

/**
 * Czar kept both sides of a conflict between this task and others, and then the tests failed. Before it takes the task off the train, it
 * tries once more with the lines in the opposite order.
 */
function turn(train: TrainState, { member, run }: Extract<TrainStep, { step: 'set_aside' }>): Move | null {
  const { task, commit, joined } = member
  if (joined?.hasOrder !== true || own(train.turned ?? {}, task) === commit) return null
  return { event: { kind: 'train.turned', task, commit, run }, reason: run.reason }
}

function setAside(train: TrainState, { member, before, run }: Extract<TrainStep, { step: 'set_aside' }>): Move {
  const { task, commit, joined } = member
  const red = { because: 'red', files: [], beside: before.map(other => other.task) } as const
  // The task conflicted, and czar only kept both sides so that the tests could decide. So czar names the conflict as the reason.
  const why = joined === undefined ? red : ({ because: 'conflict', files: joined.files, beside: joined.beside } as const)
  const aside = { task, commit, ...why, onto: train.tested, run } as const
  return { event: { kind: 'train.set_aside', ...aside }, reason: run.reason }
}

function begin(base: TrainState['base'], train: TrainState | null, reason: string): Move {
  const action = { do: 'begin_train', worker: null, base, from: train === null || train.mayBeginAnew ? null : train.base } as const
  return { action, reason }
}

/**
 * Whether a proven commit may go onto the train by itself. There must be no doubt about its proof, and czar must have looked at base since
 * the proof, because the commit may be in base already. If a review can send the work back, the review must have ended. If the work may be
 * a duplicate, czar must have decided about that.
 */
function isReady(state: State, task: TaskState): boolean {
  const isSureOf = isSure(state)
  return isSureOf(task) && !awaitsReview(state, task, isSureOf) && unsettledProof(state, task) === null
}

/**
 * The rules for a merge that a person asked for. During such a merge, no proof is checked again. It does not matter whether base has moved
 * or the commands have changed, because the whole tree is tested on the present base with the present commands.
 */
export const ON_DEMAND: TrainRules = {
  mayBoard: (state, task) => whyUnsure(state, task) === null,
  mayReturn: false,
}

/**
 * Says why a proven commit is left out of a merge that a person asked for, or returns null if it is merged. A deleted branch is not a
 * reason, because the proof is of the commit and czar keeps the commit. A branch that was moved is a reason, because the work was changed
 * after the proof.
 */
export function whyUnsure(state: State, task: TaskState): string | null {
  const isNamed = state.train?.chosen?.only?.includes(task.id) === true
  if (!isNamed && rejectionOf(state, task) !== null)
    return `still has what its review found; \`czar merge --only ${shellWord(task.id)}\` merges it anyway`
  if (task.verified !== null && !isSeen(state, task)) return GONE
  const doubt = doubtOf(state, task)
  if (doubt === null || doubt.because === 'base' || doubt.because === 'gate') return null
  if (doubt.because !== 'branch' || !isBranchGone(state, task)) return doubt.reason
  return state.refs?.kept.some(({ commit }) => commit === task.verified?.commit) ? null : GONE
}

const GONE = 'is proven at a commit that the repository does not have any more'

function isSeen({ refs }: State, { verified }: TaskState): boolean {
  return verified !== null && refs?.standing[verified.commit] !== undefined
}

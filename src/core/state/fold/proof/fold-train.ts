import { isTrainStep } from '../../../events/decision.ts'
import { actionOfEffect, byEffect } from '../../../events/effect-id.ts'
import type { Event, Journaled } from '../../../events/event.ts'
import type { TrainMember } from '../../../events/train-event.ts'
import type { CommitSha, TaskId } from '../../../model/ids.ts'
import { own } from '../../../model/own.ts'
import { emptyTrain } from '../../empty.ts'
import { isChosen } from '../../facts/is-chosen.ts'
import type { Handlers } from '../../fold.ts'
import type { State } from '../../types/state.ts'
import type { Candidate, TrainState } from '../../types/train-state.ts'
import { updateAssignment } from '../../update.ts'
import { forgetDeadlyTests } from './fold-check.ts'
import { openAgain } from './fold-recheck.ts'

type TrainEvents = Extract<Event, { kind: `train.${string}` }>

export const foldTrain: Handlers<TrainEvents> = {
  'train.begun': (state, { base }) => {
    const { chosen } = state.train ?? {}
    return { ...state, train: { ...beginOn(state, base), ...(chosen === undefined ? {} : { chosen }) } }
  },
  'train.asked': (state, { base, only, without }) => {
    const chosen = { only, without }
    const known = state.train ?? beginOn(state, base)
    const isWhole = known.members.every(({ task }) => isChosen({ chosen }, task))
    const train = isWhole ? known : beginOn(state, known.base)
    // `czar merge` runs without a supervisor, so actions of the train that the journal shows as begun belong to a process that has ended.
    const effects = Object.fromEntries(byEffect(state.effects).filter(([effect]) => !isTrainStep(actionOfEffect(effect))))
    const failures = Object.fromEntries(byEffect(state.failures).filter(([effect]) => !isTrainStep(actionOfEffect(effect))))
    return {
      ...forgetDeadlyTests(state),
      effects,
      failures,
      train: { ...train, candidate: null, aside: {}, stopped: null, mayBeginAnew: true, chosen },
    }
  },
  'train.chained': (state, { onto, members }) =>
    updateTrain(state, ({ tested }) => {
      if (tested !== onto) return {}
      return { candidate: members.length === 0 ? null : { members, green: 0, red: null } }
    }),
  'train.set_aside': (state, event, at) =>
    updateTrain(state, train => ({
      // The commits that were merged together with the failing one are merged anew without it.
      candidate: event.run !== null ? null : train.candidate,
      aside: { ...train.aside, [event.task]: asideOf(event, at) },
    })),
  'train.turned': (state, { task, commit }) =>
    updateTrain(state, ({ turned }) => ({ candidate: null, turned: { ...turned, [task]: commit } })),
  'train.tested': (state, event) =>
    updateTrain(state, ({ base, candidate, baseFails }) => ({
      ...(event.tip === base ? { isBaseGreen: event.isGreen } : {}),
      ...(event.tip === base && !event.isGreen ? { baseFails: withFailed(state, baseFails, event) } : {}),
      ...(event.isGreen ? { passed: { tip: event.tip, checks: event.checks } } : {}),
      candidate: candidate === null ? null : withRun(candidate, event),
    })),
  'train.advanced': (state, { tip, branch, command }, at) =>
    updateTrain(state, train => ({
      ...advance(train, tip),
      branch: { name: branch, tip, at },
      ...(command === undefined ? {} : { command }),
    })),
  'train.returned': (state, event, at) => {
    const task = own(state.tasks, event.task)
    const assignment = own(state.assignments, task?.assignment ?? '')
    const { aside = {}, returns = {} } = state.train ?? {}
    if (task?.state !== 'verified' || assignment === undefined || own(state.workers, assignment.worker)?.assignment !== null) return state
    const run = own(aside, event.task)?.run
    const shown = { checks: run?.checks ?? [], log: run?.log ?? null, tail: run?.tail ?? '', flags: [] }
    const lastVerdict = { at, verdict: 'rejected', commit: event.commit, reasons: event.reasons, ...shown } as const
    const counted = updateTrain(state, () => ({ returns: { ...returns, [event.task]: (own(returns, event.task) ?? 0) + 1 } }))
    // This does not count as a rejected claim, so the worker has all its attempts.
    return updateAssignment(openAgain(counted, { assignment, task, lastVerdict }), assignment.id, () => ({
      rejections: 0,
      toldRejections: -1,
    }))
  },
  'train.looked': (state, { base, tip, command }) =>
    updateTrain(state, () => ({ looked: { base, tip }, ...(command === undefined ? {} : { command }) })),
  'train.landed': (state, { tip, base, refused, command }, at) =>
    updateTrain(state, () => ({ landing: { tip, at, base, refused, command }, command })),
  'train.stopped': (state, { reason }) => updateTrain(state, () => ({ stopped: reason })),
}

function beginOn({ train }: State, base: CommitSha): TrainState {
  const { returns = {}, branch = null, carried = {}, turned = {}, landing } = train ?? {}
  return { ...emptyTrain(base), returns, branch, carried, turned, ...(landing === undefined ? {} : { landing }) }
}

function updateTrain(state: State, change: (train: TrainState) => Partial<TrainState>): State {
  return state.train === null ? state : { ...state, train: { ...state.train, ...change(state.train) } }
}

function asideOf(
  { task, commit, because, files, lost, beside, run }: Journaled<Extract<TrainEvents, { kind: 'train.set_aside' }>>,
  at: number,
) {
  return { task, commit, because, files, ...(lost === undefined ? {} : { lost }), beside, run, at }
}

/**
 * Returns the commands that fail on base. If a failed run names no new command, all commands count as failing. Otherwise base would be
 * tested again and again.
 */
function withFailed(
  { tasks }: State,
  known: readonly string[] = [],
  { checks }: Extract<TrainEvents, { kind: 'train.tested' }>,
): readonly string[] {
  const failed = checks.at(-1)
  if (failed !== undefined && !known.includes(failed.name)) return [...known, failed.name]
  return [...new Set(Object.values(tasks).flatMap(({ accept }) => accept))]
}

function withRun(candidate: Candidate, event: Extract<TrainEvents, { kind: 'train.tested' }>): Candidate {
  const isTip = ({ merge }: TrainMember) => merge === event.tip
  // The commit of a task may already be contained in the train, so that merging it adds no commit. Such a task passes together with the
  // task before it, and is never the cause of a failure.
  const count = (event.isGreen ? candidate.members.findLastIndex(isTip) : candidate.members.findIndex(isTip)) + 1
  if (count === 0) return candidate
  if (event.isGreen && count <= candidate.green) return candidate
  if (event.isGreen) return { ...candidate, green: count, commands: event.checks.map(({ name }) => name) }
  const { reason, checks, log, tail, durationMs } = event
  return { ...candidate, red: { count, run: { reason, checks, log, tail, durationMs }, ...suspectIn(candidate, event) } }
}

/** Returns the task that the log of a failed run names. Only the first failed run counts, so that a log misleads at most once. */
function suspectIn({ red }: Candidate, { named = [] }: Extract<TrainEvents, { kind: 'train.tested' }>): { readonly suspect?: TaskId } {
  const [suspect, ...others] = named
  const kept = red !== null ? red.suspect : others.length === 0 ? suspect : undefined
  return kept === undefined ? {} : { suspect: kept }
}

/** Marks the members up to the tip as tested. The other members still wait for their test. */
function advance({ members, candidate, carried }: TrainState, tip: CommitSha): Partial<TrainState> {
  const count = candidate === null ? 0 : candidate.members.findLastIndex(({ merge }) => merge === tip) + 1
  if (candidate === null || count === 0) return {}
  const rest = candidate.members.slice(count)
  const red = candidate.red === null ? null : { ...candidate.red, count: candidate.red.count - count }
  const boarded = candidate.members.slice(0, count)
  return {
    tested: tip,
    commands: candidate.commands ?? [],
    members: [...members, ...boarded],
    carried: { ...carried, ...Object.fromEntries(boarded.map(({ task, commit }) => [task, commit])) },
    candidate: rest.length === 0 ? null : { members: rest, green: 0, red },
  }
}

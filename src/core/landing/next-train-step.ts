import type { ProvenCommit } from '../events/decision.ts'
import type { TrainMember, TrainRun } from '../events/train-event.ts'
import type { CommitSha, TaskId } from '../model/ids.ts'
import type { Candidate, TrainState } from '../state/types/train-state.ts'

/** What the train needs next. */
export type TrainStep =
  /** Put the waiting commits on the train. */
  | { readonly step: 'chain'; readonly commits: readonly ProvenCommit[] }
  /** The train holds work whose proof was lost: merge the members again without it. */
  | { readonly step: 'unchain' }
  /** Test the train up to `tip`, which holds these members of the candidate. */
  | { readonly step: 'test'; readonly tip: CommitSha; readonly members: readonly TrainMember[] }
  | { readonly step: 'advance'; readonly tip: CommitSha }
  /** This member makes the tests fail: they pass with the members before it, or all but its own pass with it. */
  | { readonly step: 'set_aside'; readonly member: TrainMember; readonly before: readonly TrainMember[]; readonly run: TrainRun }
  /** Base fails the tests by itself, so the tests prove nothing about the work. */
  | { readonly step: 'stop'; readonly reason: string }
  | { readonly step: 'rest' }

/** red: the test fails on base itself; none: base has nothing to do with the failure. */
export type BaseAnswer = 'green' | 'red' | 'untested' | 'none'

export interface TrainQuestion {
  /** Proven commits that are not on the train, in order. */
  readonly waiting: readonly ProvenCommit[]
  /** Whether a member's proof still counts. */
  readonly holds: (member: TrainMember) => boolean
  /** What is known about base alone and the test that failed last. */
  readonly baseAnswer: () => BaseAnswer
  /**
   * The task whose own test failed: no other task has that command. Null if several tasks have the command, or if it tests the whole run.
   */
  readonly ownerOf: (run: TrainRun) => TaskId | null
}

/**
 * The next step of a train on the current base. If a task's own test fails, the train up to that task is tested, and if this fails too, the
 * task is to blame: the tests run in order, so all tests before its own pass. If the log names files of one task alone, the train is cut
 * before and behind that task. Any other failed train is halved, and each part that passes moves the branch at once. The last suspect is not tested: the train fails with it and passes without it. Before the first member is
 * blamed, base is tested.
 */
export function nextTrainStep(train: TrainState, { waiting, holds, baseAnswer, ownerOf }: TrainQuestion): TrainStep {
  const { candidate } = train
  if (candidate === null) return waiting.length === 0 ? { step: 'rest' } : { step: 'chain', commits: waiting }
  if (!candidate.members.every(holds)) return { step: 'unchain' }
  if (candidate.green > 0) return { step: 'advance', tip: tipAt(candidate, candidate.green) }
  if (candidate.red === null) return test(candidate, candidate.members.length)
  const { count, run } = candidate.red
  const guilty = candidate.members[count - 1]
  const owner = ownerOf(run)
  const upToOwner = candidate.members.slice(0, count).findIndex(({ task }) => task === owner) + 1
  if (upToOwner > 0 && upToOwner < count) return test(candidate, upToOwner)
  if (upToOwner > 1 && guilty !== undefined) {
    const before = [...train.members, ...candidate.members.slice(0, count - 1)]
    return { step: 'set_aside', member: guilty, before, run }
  }
  if (count === 1 && guilty !== undefined) {
    const base = train.members.length === 0 ? baseAnswer() : 'none'
    if (base === 'untested') return { step: 'test', tip: train.base, members: [guilty] }
    if (base === 'red') return { step: 'stop', reason: run.reason }
    return { step: 'set_aside', member: guilty, before: train.members, run }
  }
  const suspect = candidate.members.slice(0, count).findIndex(({ task }) => task === candidate.red?.suspect) + 1
  return test(candidate, suspect > 0 ? besideSuspect(suspect, count) : Math.floor(count / 2))
}

/**
 * Where a failed train is cut to try one member: behind it or before it, and then on its other side. The cut that leaves fewer members if
 * the suspect is innocent comes first, so a wrong suspect costs at most one run more than halving does.
 */
function besideSuspect(suspect: number, count: number): number {
  return suspect <= count / 2 ? suspect : suspect - 1
}

function test(candidate: Candidate, count: number): TrainStep {
  return { step: 'test', tip: tipAt(candidate, count), members: candidate.members.slice(0, count) }
}

function tipAt({ members }: Candidate, count: number): CommitSha {
  const last = members[count - 1]
  if (last === undefined) throw new RangeError(`the chain has ${members.length} members, not ${count}`)
  return last.merge
}

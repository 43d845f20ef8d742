import type { ProvenCommit } from '../events/decision.ts'
import type { TrainMember, TrainRun } from '../events/train-event.ts'
import type { CommitSha, TaskId } from '../model/ids.ts'
import type { Candidate, TrainState } from '../state/types/train-state.ts'

/** What czar must do next with the train. */
export type TrainStep =
  /** Merge the waiting commits onto the train. */
  | { readonly step: 'chain'; readonly commits: readonly ProvenCommit[] }
  /** A task on the train is no longer proven. The other members must be merged again without it. */
  | { readonly step: 'unchain' }
  /** Test the tree at `tip`. It holds these members of the part of the train that is not tested yet. */
  | { readonly step: 'test'; readonly tip: CommitSha; readonly members: readonly TrainMember[] }
  | { readonly step: 'advance'; readonly tip: CommitSha }
  /**
   * Take this member off the train, because it makes the tests fail. Either the tests pass with only the members before it, or only its own
   * test fails with it.
   */
  | { readonly step: 'set_aside'; readonly member: TrainMember; readonly before: readonly TrainMember[]; readonly run: TrainRun }
  /** Stop, because the tests fail on base alone and so cannot show whether the tasks' work is right. */
  | { readonly step: 'stop'; readonly reason: string }
  | { readonly step: 'rest' }

/**
 * What is known about the test that failed last, on base alone. red: it fails there too. untested: czar must still run it there. none: base
 * alone cannot be the cause, because tested work lies between base and the failure.
 */
export type BaseAnswer = 'green' | 'red' | 'untested' | 'none'

export interface TrainQuestion {
  /** Proven commits that can go onto the train and are not on it yet, in order. */
  readonly waiting: readonly ProvenCommit[]
  /** Whether the proof of this train member still counts. */
  readonly holds: (member: TrainMember) => boolean
  /** Returns whether base alone passes the test that failed last. */
  readonly baseAnswer: () => BaseAnswer
  /**
   * Returns the task whose own test failed in this run, which means that no other task has that command. Returns null if several tasks have
   * the command, or if the command tests the whole tree.
   */
  readonly ownerOf: (run: TrainRun) => TaskId | null
}

/**
 * Returns the next step of the train on the current base. If the test of one task fails, czar tests the train up to that task. If that
 * fails as well, the task is to blame: the tests run in order, so all tests before its own passed. If the log names files of only one task,
 * czar tests the train once just before that task and once just behind it. In every other case czar halves the failed part. Each half that
 * passes moves the branch at once. When one suspect remains, no further test is needed: the train is known to fail with it and to pass
 * without it. Before the first task on the train is blamed, czar tests base alone.
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
 * Returns how many members to test when one member is suspected. Czar cuts the train just behind the suspect or just before it, and later
 * on the suspect's other side. It begins with the cut that leaves fewer members to search if the suspect is innocent, so a wrong suspect
 * costs at most one run more than halving does.
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

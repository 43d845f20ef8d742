import type { ProvenCommit } from '../events/decision.ts'
import type { TrainMember, TrainRun } from '../events/train-event.ts'
import type { CommitSha, TaskId } from '../model/ids.ts'
import type { Candidate } from '../state/types/train-state.ts'

/** The next step of the train. */
export type TrainStep =
  /** Merge the waiting commits onto the train. */
  | { readonly step: 'chain'; readonly commits: readonly ProvenCommit[] }
  /** A task on the train is no longer proven. The other members must be merged again without it. */
  | { readonly step: 'unchain' }
  /** Test the tree at `tip`. It holds these members of the part of the train that is not tested yet. */
  | { readonly step: 'test'; readonly tip: CommitSha; readonly members: readonly TrainMember[] }
  /** Move the train's branch to the tested tip. */
  | { readonly step: 'advance'; readonly tip: CommitSha }
  /**
   * Take this member off the train, because it makes the tests fail. Either the tests pass with only the members before it, or only its own
   * test fails with it.
   */
  | { readonly step: 'set_aside'; readonly member: TrainMember; readonly before: readonly TrainMember[]; readonly run: TrainRun }
  /** Stop, because the tests fail on base alone and so cannot show whether the tasks' work is right. */
  | { readonly step: 'stop'; readonly reason: string }
  /** Do nothing, because no commit waits for the train. */
  | { readonly step: 'rest' }

/**
 * The result on base alone of the test that failed last. green: it passes there. red: it fails there too. untested: czar must still run it
 * there. none: base alone cannot be the cause, because tested work lies between base and the failure.
 */
export type BaseAnswer = 'green' | 'red' | 'untested' | 'none'

/** The questions about a failed test of the train. */
export interface FailureQuestion {
  /** Returns whether base alone passes the test that failed last. */
  readonly baseAnswer: () => BaseAnswer
  /**
   * Returns the task whose own test failed in this run. A test is a task's own if no other task has the same command. Returns null if
   * several tasks have the command, or if the command tests the whole tree.
   */
  readonly ownerOf: (run: TrainRun) => TaskId | null
}

/** Tests the first `count` members of the part that is not tested yet. */
export function testFirst(candidate: Candidate, count: number): TrainStep {
  return { step: 'test', tip: tipAt(candidate, count), members: candidate.members.slice(0, count) }
}

/** The commit at which the train holds the first `count` members. */
export function tipAt({ members }: Candidate, count: number): CommitSha {
  const last = members[count - 1]
  if (last === undefined) throw new RangeError(`the chain has ${members.length} members, not ${count}`)
  return last.merge
}

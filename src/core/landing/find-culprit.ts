import type { Candidate, TrainState } from '../state/types/train-state.ts'
import { type FailureQuestion, type TrainStep, testFirst } from './train-step.ts'

/** The part of a train whose tests failed. */
interface FailedPart extends Candidate {
  readonly red: NonNullable<Candidate['red']>
}

/**
 * Returns the next step in the search for the task that makes the train's tests fail. If the test of one task fails, czar tests the train
 * up to that task. If that fails as well, the task is to blame: the tests run in order, so all tests before its own passed. If the log
 * names files of only one task, czar tests the train once just before that task and once just behind it. In every other case czar halves
 * the failed part. Each half that passes the tests moves the branch at once. When one suspect remains, no further test is needed: the train
 * is known to fail with it and to pass without it. Before the first task on the train is blamed, czar tests base alone.
 */
export function findCulprit(train: TrainState, candidate: FailedPart, { baseAnswer, ownerOf }: FailureQuestion): TrainStep {
  const { count, run, suspect: named } = candidate.red
  const guilty = candidate.members[count - 1]
  const owner = ownerOf(run)
  const upToOwner = candidate.members.slice(0, count).findIndex(({ task }) => task === owner) + 1
  if (upToOwner > 0 && upToOwner < count) return testFirst(candidate, upToOwner)
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
  const suspect = candidate.members.slice(0, count).findIndex(({ task }) => task === named) + 1
  return testFirst(candidate, suspect > 0 ? besideSuspect(suspect, count) : Math.floor(count / 2))
}

/**
 * Returns how many members to test when one member is suspected: the members up to the suspect, or those before it. A later run tests the
 * other of the two. The first run is the one that leaves fewer members to search if the suspect is innocent, so a wrong suspect costs at
 * most one run more than halving does.
 */
function besideSuspect(suspect: number, count: number): number {
  return suspect <= count / 2 ? suspect : suspect - 1
}

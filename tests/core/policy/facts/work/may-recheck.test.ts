import { expect, test } from 'vitest'
import { effectIdOf } from '../../../../../src/core/events/effect-id.ts'
import type { AssignmentId, CommitSha, TaskId, WorkerId } from '../../../../../src/core/model/ids.ts'
import { createPolicyContext } from '../../../../../src/core/policy/engine/policy-context.ts'
import { isBeingRenewed, mayRecheck, whyNotAgain } from '../../../../../src/core/policy/facts/work/may-recheck.ts'
import { provenTasks } from '../../../../../src/core/policy/facts/work/proven-tasks.ts'
import { proofMatters } from '../../../../../src/core/policy/proof/proof-matters.ts'
import type { State } from '../../../../../src/core/state/types/state.ts'
import type { TaskState } from '../../../../../src/core/state/types/task-state.ts'
import type { TrainState } from '../../../../../src/core/state/types/train-state.ts'
import type { WorkerState } from '../../../../../src/core/state/types/worker-state.ts'
import { aProject, aWorker } from '../../../../support/builders/a-project.ts'
import { aProvenState, LATER, NEW_BASE, PROVEN, taskOf, withRefs, withTask } from '../../proof/a-proof.ts'

const proven = aProvenState()
const recheck = { because: 'commit' as const, reason: 'feat/one is at 33333333', at: 5_000, errors: 0 }
const stale = withTask(proven, { state: 'stale', recheck })
const gone = withRefs(stale, { branches: { 'feat/one': { commit: null, at: 5_000 } } })
const tried = withTask(stale, { recheck: { ...recheck, errors: 3 } })
const assignment = 'one.1' as AssignmentId
const effect = effectIdOf({ do: 'verify', assignment })
const behind = withRefs(proven, { base: { commit: NEW_BASE, at: 4_000 }, standing: { [PROVEN]: 'behind' } })

const why = (state: State) => whyNotAgain(state, taskOf(state))
const may = (state: State) => mayRecheck(state, taskOf(state))
const renewedAt = (state: State, now: number) => isBeingRenewed(createPolicyContext(state, aProject(), now), taskOf(state))

/** The state in which the last check of the worker's task could not run, for these reasons. */
function withReasons(state: State, ...reasons: readonly string[]): State {
  const given = state.assignments[assignment]
  if (!given?.lastVerdict) throw new Error('one.1 was never checked')
  return { ...state, assignments: { ...state.assignments, [assignment]: { ...given, lastVerdict: { ...given.lastVerdict, reasons } } } }
}

function workerOne(state: State): WorkerState {
  const one = state.workers['one' as WorkerId]
  if (one === undefined) throw new Error('there is no worker one')
  return one
}

test('a stale task is checked again when its worker has nothing to do', () => {
  expect([why(stale), may(stale)]).toEqual([null, true])
  const busy = { ...stale, workers: { ...stale.workers, one: { ...workerOne(stale), assignment } } }
  expect([why(busy), may(busy)]).toEqual([null, false])
  expect(may({ ...stale, workers: {} })).toBe(false)
})

test.each<[string, State, string]>([
  ['nobody has it', withTask(stale, { worker: null }), 'no worker has it'],
  ['it was never given', withTask(stale, { assignment: null }), 'no worker has it'],
  ['nothing is in doubt', withTask(stale, { recheck: null }), 'no worker has it'],
  ['its worker left the project file', { ...stale, project: aProject({ workers: [aWorker('two')] }) }, 'one is not in the project file'],
  ['there is no project file', { ...stale, project: null }, 'one is not in the project file'],
  ['its branch is gone', gone, 'there is no branch to check'],
  ['it was checked again too often', withTask(stale, { rechecks: 5 }), 'that was done 5 times'],
  ['it could not be checked', withReasons(tried, 'git is', 'not there'), 'it could not be: git is not there'],
  ['nobody knows why it could not be', { ...tried, assignments: {} }, 'it could not be: unknown'],
  [
    'the check broke down',
    { ...stale, failures: { [effect]: { worker: 'one' as WorkerId, count: 3, at: 6_000, reason: 'no disk' } } },
    'it could not be: no disk',
  ],
])('a stale task is not checked again when %s', (_what, state, reason) => {
  expect([why(state), may(state)]).toEqual([reason, false])
})

test('a branch that was never read does not prevent a recheck', () => {
  expect(why(withRefs(stale, { branches: {} }))).toBeNull()
})

test('a stale task counts as being renewed while czar checks it again', () => {
  expect([renewedAt(stale, 10_000), renewedAt(gone, 10_000)]).toEqual([true, false])
})

test('a proof without any observation yet is waited for, for half a minute', () => {
  const unseen = withRefs(proven, { standing: {} })
  expect([renewedAt(unseen, 30_999), renewedAt(unseen, 31_000)]).toEqual([true, false])
})

test('a proof that stands, or of a state that never read git, is not being renewed', () => {
  expect(renewedAt(proven, 10_000)).toBe(false)
  expect(renewedAt({ ...proven, refs: null }, 10_000)).toBe(false)
})

test('a proof in doubt is being renewed, unless base alone moved once too often', () => {
  const later = withRefs(proven, { branches: { 'feat/one': { commit: LATER, at: 5_000 } } })
  expect([renewedAt(later, 10_000), renewedAt(behind, 10_000)]).toEqual([true, true])
  expect(renewedAt(withTask(later, { rechecks: 5 }), 10_000)).toBe(true)
  expect(renewedAt(withTask(behind, { rechecks: 5 }), 10_000)).toBe(false)
})

test('a stale task that is not checked again is an attention item with both reasons and the next command', () => {
  expect(proofMatters(stale)).toEqual([])
  const text = 'task one was verified, but feat/one is at 33333333; it is not checked again by itself: there is no branch to check'
  expect(proofMatters(gone)).toEqual([{ key: 'stale:one', worker: 'one', text, hint: 'czar verify one' }])
})

test('a verified task in doubt that was rechecked too often is an attention item', () => {
  expect(proofMatters(behind)).toEqual([])
  expect(proofMatters(withTask(proven, { rechecks: 5 }))).toEqual([])
  const text = 'task one was verified, but main is at 77777777, and it was proven on 55555555; it was checked again 5 times'
  expect(proofMatters(withTask(behind, { rechecks: 5 }))).toMatchObject([{ key: 'stale:one', text }])
})

test('a commit that a branch lost is an attention item with the command that restores it', () => {
  const kept = [
    { worker: 'one', commit: PROVEN, ref: 'refs/czar/rescue/one/1' },
    { worker: 'nobody', commit: LATER, ref: 'refs/czar/rescue/nobody/1' },
  ]
  expect(proofMatters(withRefs(proven, { kept }))).toEqual([
    {
      key: 'lost:one:111111112222',
      worker: 'one',
      text: 'feat/one lost commit 11111111 (deleted, reset or rewritten); it is kept as refs/czar/rescue/one/1',
      hint: 'git -C /worktrees/one merge refs/czar/rescue/one/1   # brings it back',
    },
  ])
  expect(proofMatters({ ...proven, refs: null })).toEqual([])
})

test('a task that is worked on does not count as proven, and a stale one does', () => {
  const ids = (state: State) => provenTasks(state.tasks).map(({ id }) => id)
  expect([ids(proven), ids(stale)]).toEqual([['one'], ['one']])
})

test('fault 146: unproven work in base is an attention item, once, until it is proven or taken back', () => {
  const state = withRefs(proven, { unproven: { 'feat/two': LATER, 'feat/of-nobody': LATER } })
  const text =
    'main has work of two on two that nothing has proven, up to commit 33333333 of feat/two: it was merged or moved by hand, or by a worker'
  expect(proofMatters(state)).toEqual([
    { key: 'base:feat/two', worker: 'two', text, hint: expect.stringMatching(/^git -C \S+ log --oneline \S+\.\.main$/) },
  ])
  expect(proofMatters(withRefs(proven, { unproven: {} }))).toEqual([])
})

test("a proof on top of other tasks' work waits while those tasks are repaired or about to be merged, and for nothing else", () => {
  const train: TrainState = {
    ...{ base: NEW_BASE, isBaseGreen: null, tested: NEW_BASE, members: [], candidate: null, aside: {}, returns: {} },
    ...{ branch: null, stopped: null, mayBeginAnew: false },
  }
  const { verified } = taskOf(stale)
  if (verified === null) throw new Error('it is proven')
  const onTwo = { ...withTask(stale, { verified: { ...verified, contains: ['two' as TaskId] } }), train }
  const two = (over: Partial<TaskState>, changes: Partial<TrainState> = {}): State => {
    const task = { ...taskOf(stale), id: 'two' as TaskId, ...over }
    return { ...onTwo, tasks: { ...onTwo.tasks, two: task }, train: { ...train, ...changes } }
  }
  const commit = 'two' as CommitSha
  const proof = { ...verified, commit }
  expect(may({ ...onTwo, tasks: { one: taskOf(onTwo) } }), 'no such task').toBe(true)
  expect(may(two({ state: 'assigned', verified: null }))).toBe(false)
  const stopped = (state: State) => ({ ...state, workers: { ...state.workers, one: { ...workerOne(state), stopped: 'over' as const } } })
  expect(may(stopped(two({ state: 'assigned', verified: null }))), 'its worker was stopped').toBe(true)
  expect(may(two({ state: 'failed', verified: null }))).toBe(true)
  expect(may(two({ state: 'assigned' }, { stopped: 'base was rewritten' }))).toBe(true)
  expect(may(two({ state: 'stale', verified: proof }))).toBe(false)
  expect(may(two({ state: 'stale', verified: { ...proof, contains: ['one' as TaskId] } })), 'each waits for the other').toBe(true)
  const member = { task: 'two' as TaskId, commit, merge: NEW_BASE }
  expect(may(two({ state: 'verified', verified: proof }))).toBe(false)
  expect(may(two({ state: 'verified', verified: proof }, { members: [member] }))).toBe(true)
  const aside = { task: member.task, commit, because: 'red', files: [], beside: [], run: null, at: 1 } as const
  expect(may(two({ state: 'verified', verified: proof }, { aside: { two: aside } }))).toBe(true)
})

import { expect, test } from 'vitest'
import { disputableTasks, doubtOf, isNewestWork } from '../../../../../src/core/policy/facts/work/doubt.ts'
import type { State } from '../../../../../src/core/state/types/state.ts'
import { aBonus } from '../../../../support/builders/a-project.ts'
import { aStory, assignmentOf, complete, workerOf } from '../../../../support/worlds/story.ts'
import { aProvenState, BASE, LATER, NEW_BASE, PROVEN, taskOf, withRefs, withTask } from '../../proof/a-proof.ts'

const doubt = (state: State) => doubtOf(state, taskOf(state))
const proven = aProvenState()
const newBase = { base: { commit: NEW_BASE, at: 4_000 } }
const behind = { ...newBase, standing: { [PROVEN]: 'behind' as const } }
const later = { branches: { 'feat/one': { commit: LATER, at: 5_000 } } }

/** The state in which the worker's worktree is on a branch with another name than the project file gives. */
function onBranch(state: State, branch: string): State {
  const worker = workerOf({ state } as Parameters<typeof workerOf>[0], 'one')
  if (worker.worktree === null) throw new Error('one has no worktree')
  return {
    ...state,
    workers: { ...state.workers, one: { ...worker, worktree: { ...worker.worktree, branch, home: { ...worker.worktree.home, branch } } } },
  }
}

test('a proof of the present work is not in doubt', () => {
  expect(doubt(proven)).toBeNull()
})

test.each([
  ['other accept commands', withTask(proven, { accept: ['npm test'] })],
  ['a later commit', withRefs(proven, later)],
])('%s cause no doubt about work that landed in base', (_what, state) => {
  const refs = state.refs ?? proven.refs
  expect(doubt(state)).not.toBeNull()
  expect(doubt({ ...state, refs: refs && { ...refs, standing: { [PROVEN]: 'landed' } } })).toBeNull()
})

test('a doubt names changed accept commands as its reason', () => {
  expect(doubt(withTask(proven, { accept: ['npm test'] }))).toEqual({
    because: 'gate',
    reason: 'its accept commands have changed since its proof',
    at: proven.czar.startedAt,
  })
})

test('a doubt about a deleted branch names the branch as the worktree has it', () => {
  const state = withRefs(onBranch(proven, 'feat/one-2'), { branches: { 'feat/one-2': { commit: null, at: 5_000 } } })
  expect(doubt(state)).toEqual({ because: 'branch', reason: 'its branch feat/one-2 was deleted', at: 5_000 })
})

test('a doubt about a branch that was reset names the lost commits', () => {
  const state = withRefs(proven, { ...later, standing: { [PROVEN]: 'lost' } })
  const reason = 'feat/one was set back: 11111111, which was proven, is not on it any more'
  expect(doubt(state)).toEqual({ because: 'branch', reason, at: 5_000 })
})

test('a doubt about a later commit names both commits', () => {
  const reason = 'feat/one is at 33333333, and 11111111 was proven'
  expect(doubt(withRefs(proven, later))).toEqual({ because: 'commit', reason, at: 5_000 })
})

test('a doubt about the branch of a worker without a worktree names the branch from the project file', () => {
  const state = withRefs(proven, later)
  const worker = workerOf({ state } as Parameters<typeof workerOf>[0], 'one')
  const bare = { ...state, workers: { ...state.workers, one: { ...worker, worktree: null } } }
  expect(doubt(bare)?.reason).toContain('feat/one is at')
})

test('a branch that was never read, or whose worker no longer exists, causes no doubt', () => {
  expect(doubt(withRefs(proven, { branches: {}, standing: { [PROVEN]: 'lost' } }))).toBeNull()
  expect(doubt({ ...withRefs(proven, later), workers: {} })).toBeNull()
})

test('a doubt about a moved base names both commits', () => {
  const reason = 'main is at 77777777, and it was proven on 55555555'
  expect(doubt(withRefs(proven, behind))).toEqual({ because: 'base', reason, at: 4_000 })
  expect(doubt({ ...withRefs(proven, behind), project: null })?.reason).toBe('base is at 77777777, and it was proven on 55555555')
})

test.each([
  ['all of it is in the branch', withRefs(proven, newBase)],
  ['it is where it was', withRefs(proven, { ...behind, base: { commit: BASE, at: 4_000 } })],
  ['it is not known on which the work was proven', withTask(withRefs(proven, behind), { verified: { ...proof(), base: null } })],
])('base causes no doubt when %s', (_what, state) => {
  expect(doubt(state)).toBeNull()
})

test('each task has a branch of its own and is the newest work there; of two tasks on one branch, as earlier versions made, the last is', () => {
  expect(isNewestWork(proven, taskOf(proven))).toBe(true)
  const world = aStory({ bonus: [aBonus('extra')] })
  complete(world, 'one')
  const extra = assignmentOf(world, 'one')
  expect(extra).toMatchObject({ task: 'extra', branch: 'feat/extra' })
  expect(isNewestWork(world.state, taskOf(world.state))).toBe(true)
  const { assignments } = world.state
  const onOneBranch = { ...world.state, assignments: { ...assignments, [extra.id]: { ...extra, branch: null } } }
  expect(isNewestWork(onOneBranch, taskOf(world.state))).toBe(false)
})

/** The proven task has a branch of its own, as bonus tasks do. */
function onOwnBranch(state: State): State {
  const id = taskOf(state).assignment ?? ''
  const assignment = state.assignments[id]
  if (assignment === undefined) throw new Error('one has no assignment')
  return { ...state, assignments: { ...state.assignments, [id]: { ...assignment, branch: 'feat/one' } } }
}

test('whatever is observed of a proof, each task in doubt is in the list of disputable tasks', () => {
  let undisturbed = 0
  for (const state of [proven, onOwnBranch(proven), withTask(onOwnBranch(proven), { accept: ['npm test'] })])
    for (const base of [BASE, NEW_BASE])
      for (const standing of ['current', 'behind', 'landed', 'lost', null] as const)
        for (const tip of [PROVEN, LATER, null, undefined]) {
          const seen = withRefs(state, {
            base: { commit: base, at: 4_000 },
            branches: tip === undefined ? {} : { 'feat/one': { commit: tip, at: 5_000 } },
            standing: standing === null ? {} : { [PROVEN]: standing },
          })
          const isDisputable = disputableTasks(seen).some(({ id }) => id === 'one')
          if (!isDisputable) undisturbed += 1
          expect(isDisputable || doubt(seen) === null, JSON.stringify(seen.refs)).toBe(true)
        }
  // The count has two kinds of combinations: the proof is for the present base and nothing moved, or the proof's commit is in base.
  expect(undisturbed).toBe(3 * 8 + 3)
})

test("a proof stays disputable while the branches' commits are unknown", () => {
  expect(disputableTasks({ ...onOwnBranch(proven), refs: null })).toHaveLength(1)
})

function proof() {
  const { verified } = taskOf(proven)
  if (verified === null) throw new Error('nothing was proven')
  return verified
}

import { describe, expect, test } from 'vitest'
import { createPolicyContext } from '../../../../src/core/policy/engine/policy-context.ts'
import { renewProofs, voidProofs } from '../../../../src/core/policy/proof/tend-proofs.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import { aProject, aWorker } from '../../../support/builders/a-project.ts'
import { aStory, asked, begin, complete, pass, report, say, told, verdict } from '../../../support/worlds/story.ts'
import { sha, type World } from '../../../support/worlds/world.ts'
import { aProvenState, LATER, NEW_BASE, PROVEN, type taskOf, withRefs, withTask } from './a-proof.ts'

const proven = aProvenState()
const later = withRefs(proven, { branches: { 'feat/one': { commit: LATER, at: 5_000 } } })
const behind = withRefs(proven, { base: { commit: NEW_BASE, at: 4_000 }, standing: { [PROVEN]: 'behind' } })

/** The decisions of the rule at this time, and the time of its next run. */
function tend(rule: typeof voidProofs | typeof renewProofs, state: State, now: number) {
  const context = createPolicyContext(state, aProject(), now)
  const answer = rule(context)
  return { answer, ...context.plan() }
}

const atRest = (state: State): State => ({
  ...state,
  workers: Object.fromEntries(Object.entries(state.workers).map(([id, worker]) => [id, { ...worker, assignment: null }])),
})
const inPhase = (state: State, phase: State['czar']['phase']): State => ({ ...state, czar: { ...state.czar, phase } })

describe('a proof', () => {
  test('in doubt becomes void, with the reason in the journal', () => {
    const reason = 'feat/one is at 33333333, and 11111111 was proven'
    const event = { kind: 'verification.voided', worker: 'one', task: 'one', because: 'commit', reason }
    expect(tend(voidProofs, later, 5_000)).toEqual({ answer: true, decisions: [{ kind: 'record', event, reason }], wakeAt: null })
  })

  test('that holds is kept', () => {
    expect(tend(voidProofs, proven, 5_000)).toEqual({ answer: false, decisions: [], wakeAt: null })
  })

  test.each(['stopping', 'finished'] as const)('in doubt is left alone when the project is %s', phase => {
    expect(tend(voidProofs, inPhase(later, phase), 5_000)).toEqual({ answer: false, decisions: [], wakeAt: null })
  })

  test('is kept until base has stood still for half a minute, and a minute has passed since the proof', () => {
    expect(tend(voidProofs, behind, 60_999)).toEqual({ answer: false, decisions: [], wakeAt: 61_000 })
    expect(tend(voidProofs, behind, 61_000).answer).toBe(true)
    const restless = withRefs(behind, { base: { commit: NEW_BASE, at: 50_000 }, standing: { [PROVEN]: 'behind' } })
    expect(tend(voidProofs, restless, 61_000)).toMatchObject({ answer: false, wakeAt: 80_000 })
  })

  test('is kept twice as long each time after it was made anew', () => {
    expect(tend(voidProofs, withTask(behind, { rechecks: 2 }), 100_000)).toMatchObject({ answer: false, wakeAt: 241_000 })
  })

  test('becomes void two seconds after base moved if no worker is at work', () => {
    expect(tend(voidProofs, atRest(behind), 5_999)).toEqual({ answer: false, decisions: [], wakeAt: 6_000 })
    expect(tend(voidProofs, atRest(behind), 6_000).answer).toBe(true)
  })

  test('that was made anew five times does not become void because of base', () => {
    const thin = withTask(behind, { rechecks: 5 })
    expect(tend(voidProofs, thin, 86_400_000)).toEqual({ answer: false, decisions: [], wakeAt: null })
    expect(tend(voidProofs, atRest(thin), 86_400_000).answer).toBe(false)
  })
})

describe('a void proof', () => {
  const stale = (over: Partial<NonNullable<ReturnType<typeof taskOf>['recheck']>>, state = proven) =>
    withTask(state, { state: 'stale', recheck: { because: 'commit', reason: 'it moved', at: 5_000, errors: 0, ...over } })

  test('is made anew, with the reason why it is void', () => {
    const action = { do: 'verify', worker: 'one', assignment: 'one.1' }
    expect(tend(renewProofs, stale({}), 10_000).decisions).toEqual([
      { kind: 'perform', effect: 'verify:one.1', action, reason: 'one is checked again: it moved' },
    ])
  })

  test.each(['stopping', 'finished'] as const)('is left alone when the project is %s', phase => {
    expect(tend(renewProofs, inPhase(stale({}), phase), 10_000).decisions).toEqual([])
  })

  test('is made anew only five seconds after the branch last moved', () => {
    const moved = stale({}, withRefs(proven, { branches: { 'feat/one': { commit: LATER, at: 9_000 } } }))
    expect(tend(renewProofs, moved, 13_999)).toMatchObject({ decisions: [], wakeAt: 14_000 })
    expect(tend(renewProofs, moved, 14_000).decisions).toHaveLength(1)
  })

  test('of an unread branch is made anew five seconds after it became void', () => {
    expect(tend(renewProofs, stale({}, withRefs(proven, { branches: {} })), 9_999)).toMatchObject({ decisions: [], wakeAt: 10_000 })
  })

  test.each(['person', 'base'] as const)('because of %s is made anew at once, and after an error later', because => {
    expect(tend(renewProofs, stale({ because }), 5_000).decisions).toHaveLength(1)
    expect(tend(renewProofs, stale({ because, errors: 1 }), 14_999)).toMatchObject({ decisions: [], wakeAt: 15_000 })
  })
})

describe('of two void proofs', () => {
  /** The tasks of workers one and two are proven, and worker three is at work. */
  function twoProven(): World {
    const world = aStory({ workers: ['one', 'two', 'three'].map(id => aWorker(id)) })
    complete(world, 'one')
    complete(world, 'two')
    begin(world, 'three')
    look(world, 'work-one', 'work-two')
    return world
  }

  function look(world: World, one: string, two: string): void {
    const standing = { 'work-one': 'current' as const, 'work-two': 'current' as const }
    say(world, { kind: 'git.refs', base: sha('base'), branches: { 'feat/one': sha(one), 'feat/two': sha(two) }, standing, kept: [] })
  }

  const checks = (world: World) => asked(world).filter(name => name.startsWith('verify'))

  test('one is checked, and then the other', () => {
    const world = twoProven()
    look(world, 'later-one', 'later-two')
    pass(world, 60_000)
    expect(checks(world)).toEqual(['verify:one'])
    expect(told(world, 'effect.intended').at(-1)?.reason).toContain('one is checked again')
    verdict(world, 'one', 'rejected', ['a test fails'])
    expect(checks(world)).toEqual(['verify:two'])
  })

  test('the one whose time has come is not delayed by the other', () => {
    const world = twoProven()
    look(world, 'work-one', 'later-two')
    pass(world, 3_000)
    look(world, 'later-one', 'later-two')
    pass(world, 2_000)
    expect(checks(world)).toEqual(['verify:two'])
    pass(world, 60_000)
    expect(checks(world), 'one at a time').toEqual(['verify:two'])
  })

  test('neither is delayed by the first check of another task', () => {
    const world = twoProven()
    report(world, 'three', 'done')
    expect(checks(world)).toEqual(['verify:three'])
    look(world, 'later-one', 'work-two')
    pass(world, 5_000)
    expect(checks(world)).toEqual(['verify:three', 'verify:one'])
  })
})

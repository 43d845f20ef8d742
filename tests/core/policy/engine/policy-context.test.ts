import { expect, test } from 'vitest'
import type { EffectId, WorkerId } from '../../../../src/core/model/ids.ts'
import { createPolicyContext, hasGivenUp, isUnderWay } from '../../../../src/core/policy/engine/policy-context.ts'
import { emptyState } from '../../../../src/core/state/empty.ts'
import type { Failure, OpenEffect, State } from '../../../../src/core/state/types/state.ts'
import { aProject } from '../../../support/builders/a-project.ts'

const one = 'one' as WorkerId
const NOW = 1_000_000
const start = { do: 'start_agent', worker: one, incarnation: 1, resume: null } as const
const end = { do: 'end_agent', worker: one, incarnation: 1, reason: 'stopped' } as const

function aDesk(over: Partial<State> = {}) {
  return createPolicyContext({ ...emptyState, ...over }, aProject(), NOW)
}

/** Each effect has failed this number of times, the last time `agoMs` ago. */
function failed(count: number, agoMs = 0, unanswered = 0): Partial<State> {
  const failure: Failure = { count, unanswered, reason: 'x', worker: one, at: NOW - agoMs }
  return { failures: { 'start_agent:one:1': failure, 'end_agent:one:1': failure } as never }
}

/** The decision about this action, and the time of the next look. */
function wants(action: typeof start | typeof end, over: Partial<State>) {
  const context = aDesk(over)
  context.perform(action, 'because')
  const { decisions, wakeAt } = context.plan()
  return [decisions.length, wakeAt === null ? null : wakeAt - NOW]
}

test('an action gets a name of its own and a reason, and is not asked for while it is under way', () => {
  const context = aDesk()
  context.perform(start, 'because')
  expect(context.plan()).toEqual({
    decisions: [{ kind: 'perform', effect: 'start_agent:one:1', action: start, reason: 'because' }],
    wakeAt: null,
  })
  expect(wants(start, { effects: { 'start_agent:one:1': {} } as never })).toEqual([0, null])
  expect(wants(start, { effects: { 'start_agent:one:2': {} } as never })).toEqual([1, null])
})

test('a failed action is tried again after a wait that doubles, up to a minute, and three times in all', () => {
  expect([wants(start, failed(1)), wants(start, failed(2)), wants(start, failed(3))]).toEqual([
    [0, 2_000],
    [0, 4_000],
    [0, null],
  ])
  expect([wants(start, failed(2, 3_999)), wants(start, failed(2, 4_000))]).toEqual([
    [0, 1],
    [1, null],
  ])
})

test('the end of an agent is tried without a limit, with growing waits', () => {
  expect([wants(end, failed(3)), wants(end, failed(5)), wants(end, failed(40))]).toEqual([
    [0, 8_000],
    [0, 32_000],
    [0, 60_000],
  ])
})

test('an action that a tool did not answer is tried sixty times, and counts for the wait', () => {
  expect([wants(start, failed(0, 0, 2)), wants(start, failed(1, 0, 2)), wants(start, failed(0, 0, 59))]).toEqual([
    [0, 4_000],
    [0, 8_000],
    [0, 60_000],
  ])
  expect(wants(start, failed(0, 0, 60))).toEqual([0, null])
  const given = (over: Partial<State>) => hasGivenUp({ ...emptyState, ...over }, 'start_agent:one:1' as EffectId)
  expect([given({}), given(failed(2)), given(failed(3)), given(failed(0, 0, 59)), given(failed(0, 0, 60))]).toEqual([
    ...[false, false, true, false, true],
  ])
  expect(hasGivenUp({ ...emptyState, ...failed(3) }, 'verify:one.1' as EffectId), 'another action').toBe(false)
})

test('the plan wakes at the earliest future time that a rule asked for', () => {
  const context = aDesk()
  expect([NOW - 1, NOW, NOW + 1].map(context.isDue)).toEqual([true, true, false])
  expect([context.isDue(NOW + 50), context.isDue(NOW + 20)]).toEqual([false, false])
  expect(context.plan().wakeAt).toBe(NOW + 1)
})

test('new texts are numbered after the queued ones', () => {
  const context = aDesk({ counters: { ...emptyState.counters, messages: 7 } })
  expect([context.nextMessage(), context.nextMessage()]).toEqual(['m8', 'm9'])
})

test('an action under way for a worker is found by its name', () => {
  const effect = (id: string, action: string, worker: string) => ({ id, action, worker }) as unknown as OpenEffect
  const effects = { a: effect('a', 'verify', 'one'), b: effect('b', 'deliver', 'two'), c: effect('c', 'deliver', 'one') }
  const state = { ...emptyState, effects: effects as never }
  expect(isUnderWay(state, 'three' as WorkerId, 'verify', 'deliver')).toBe(false)
  expect([isUnderWay(state, one, 'verify'), isUnderWay(state, one, 'end_agent', 'deliver'), isUnderWay(state, one, 'end_agent')]).toEqual([
    ...[true, true, false],
  ])
})

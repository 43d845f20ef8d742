import { expect, test } from 'vitest'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import type { State } from '../../../src/core/model/state.ts'
import { decide } from '../../../src/core/policy/decide.ts'
import { derived } from '../../../src/core/policy/derived.ts'
import { getsNoWork } from '../../../src/core/policy/gets-no-work.ts'
import { isHandsOff } from '../../../src/core/policy/hands-off.ts'
import { isReady } from '../../../src/core/policy/is-ready.ts'
import { occupies } from '../../../src/core/policy/occupies.ts'
import { answerAwaitedSince, silentSince } from '../../../src/core/policy/silence.ts'
import { aPolicy } from '../../support/a-policy.ts'
import { aBonus, aWorker } from '../../support/a-project.ts'
import { alterAgent, alterAssignment, alterWorker, HOUR_MS, meetLimit } from '../../support/limited.ts'
import {
  about,
  act,
  agentOf,
  aStory,
  asked,
  assignmentOf,
  begin,
  complete,
  report,
  say,
  told,
  turn,
  workerOf,
} from '../../support/story.ts'
import { observed, type World } from '../../support/world.ts'

const one = 'one' as WorkerId
const NOTHING = { decisions: [], wakeAt: null }

function atRest(): World {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  return world
}

const inPhase = ({ state }: World, phase: State['czar']['phase']): State => ({ ...state, czar: { ...state.czar, phase } })
/** What is recorded and asked for, by name. */
const wanted = (state: State, now: number) =>
  decide(state, now).decisions.map(decision => (decision.kind === 'record' ? decision.event.kind : decision.action.do))

test('before the czar begins, after it has stopped, and without a project nothing is decided', () => {
  const world = atRest()
  const later = world.now + HOUR_MS
  expect(wanted(inPhase(world, 'supervising'), later)).not.toEqual([])
  expect(decide(inPhase(world, 'new'), later)).toEqual(NOTHING)
  expect(decide(inPhase(world, 'stopped'), later)).toEqual(NOTHING)
  expect(decide({ ...world.state, project: null }, later)).toEqual(NOTHING)
  expect(decide({ ...inPhase(world, 'finished'), project: null }, later)).toEqual(NOTHING)
  expect(decide(inPhase(world, 'finished'), later), 'when all is over people are told, and that is all').toEqual(NOTHING)
})

test('while it stops, limits are not tried and nothing is handed out', () => {
  const limited = atRest()
  meetLimit(limited, 'one')
  const over = limited.now + HOUR_MS + 20_000
  expect(wanted(limited.state, over)).toContain('account.probed')
  expect(wanted(inPhase(limited, 'stopping'), over)).not.toContain('account.probed')
  const free = aStory({ bonus: [aBonus('more')] })
  begin(free, 'one')
  report(free, 'one', 'done')
  turn(free, 'one', 'idle')
  act(free, 'verify', 'one')
  expect(told(free, 'assignment.created').map(({ task }) => task)).toContain('more')
  const more = free.state.tasks['more']
  if (more === undefined) throw new Error('no task')
  const again = { ...free.state, tasks: { ...free.state.tasks, more: { ...more, state: 'waiting' as const } } }
  const unassigned = { ...again, workers: { one: { ...workerOf(free, 'one'), assignment: null } } }
  expect(wanted(unassigned, free.now)).toContain('assignment.created')
  expect(wanted({ ...unassigned, czar: { ...unassigned.czar, phase: 'stopping' } }, free.now)).not.toContain('assignment.created')
})

test('a void proof is on record before anything else is decided', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  complete(world, 'one')
  const proof = world.state.tasks['one']?.verified
  if (proof == null) throw new Error('not proven')
  const refs = {
    base: { commit: 'b' as never, at: 1 },
    branches: { one: { commit: null as never, at: 1 } },
    standing: {},
    kept: [],
  }
  expect(wanted({ ...world.state, refs }, world.now)).toEqual(['verification.voided'])
})

test('budgets, what is off the branch and what nobody can take any more are looked after', () => {
  const spender = aStory({ workers: [aWorker('one', { budget: { ...aPolicy.budget, turns: 1 } })] })
  begin(spender, 'one')
  turn(spender, 'one', 'idle')
  expect(told(spender, 'budget.exceeded')).toHaveLength(1)
  const astray = atRest()
  const event = observed(workerOf(astray, 'one'), 'x')
  if (event.kind === 'git.observed') say(astray, { ...event, activity: { ...event.activity, branch: 'main' } })
  expect(asked(astray)).toContain('keep_astray:one')
  const lent = aStory()
  const task = lent.state.tasks['one']
  if (task === undefined) throw new Error('no task')
  const earlier = [{ worker: one, how: 'stalled' as const, left: null }]
  expect(wanted({ ...lent.state, tasks: { one: { ...task, earlier } } }, lent.now)).toContain('task.failed')
})

test('who is asked to hand off is not asked anything else in the same breath', () => {
  const world = aStory({ policy: { ...aPolicy, nudges: 5 } })
  begin(world, 'one')
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  world.now += 30_000
  const tokens = { input: 1, output: 0, cacheRead: 0, cacheWrite: 0 }
  say(world, { kind: 'agent.usage', ...about(world, 'one'), session: 's', tokens, usd: null, contextTokens: null, context: 0.9 })
  expect(told(world, 'message.queued').map(({ messageKind }) => messageKind)).toEqual(['brief', 'handoff'])
})

test('nothing new is given to one whose account is limited, nor to one that has little left', () => {
  const world = atRest()
  expect(getsNoWork(world.state, workerOf(world, 'one'))).toBe(false)
  const low = { of: 'worker', what: 'usd', spent: 9, limit: 10 } as never
  expect(getsNoWork(world.state, { ...workerOf(world, 'one'), budget: low })).toBe(true)
  expect(getsNoWork({ ...world.state, budgetLow: low }, workerOf(world, 'one'))).toBe(true)
  meetLimit(world, 'one')
  expect(getsNoWork(world.state, workerOf(world, 'one'))).toBe(true)
})

test('a seat is taken by an agent, and by one that is being made ready, started or ended', () => {
  const world = aStory()
  const without = { ...workerOf(world, 'one'), agent: null }
  const doing = (action: string): State => ({
    ...world.state,
    effects: { x: { id: 'x', action, worker: one, at: 1, epoch: 1, reason: '' } } as never,
  })
  expect(['prepare_worktree', 'start_agent', 'end_agent'].map(action => occupies(doing(action), without))).toEqual([true, true, true])
  expect(['verify', 'deliver', 'keep_astray'].map(action => occupies(doing(action), without))).toEqual([false, false, false])
  expect(occupies({ ...world.state, effects: {} }, workerOf(atRest(), 'one'))).toBe(true)
})

test('something can be given to an agent that lives, is ready and is to stay', () => {
  const world = atRest()
  expect(isReady(workerOf(world, 'one'))).toBe(true)
  alterWorker(world, 'one', { replace: 1 })
  expect(isReady(workerOf(world, 'one'))).toBe(false)
  alterWorker(world, 'one', { replace: null })
  alterAgent(world, 'one', { exit: { at: 1, how: 'exited', status: 1, signal: null, lastScreen: '' } })
  expect(isReady(workerOf(world, 'one'))).toBe(false)
})

test('who is paused is left alone, unless it was stopped or all are to end', () => {
  const world = atRest()
  const paused = { ...workerOf(world, 'one'), paused: true }
  expect(isHandsOff(world.state, paused)).toBe(true)
  expect(isHandsOff(world.state, { ...paused, stopped: 'person' })).toBe(false)
  expect(isHandsOff(inPhase(world, 'stopping'), paused)).toBe(false)
})

test('silence counts from the end of a turn or the last report where that is known, else from the last new thing, and from the last verdict', () => {
  const world = atRest()
  const since = (over: Parameters<typeof alterAgent>[2] = {}) => {
    alterAgent(world, 'one', { turn: 'idle', turnStrength: 'exact', turnAt: 20, noveltyAt: 40, ...over })
    return silentSince(workerOf(world, 'one'), agentOf(world, 'one'), assignmentOf(world, 'one'))
  }
  alterWorker(world, 'one', { lastReportAt: 10 })
  expect(since()).toBe(20)
  alterWorker(world, 'one', { lastReportAt: 30 })
  expect(since()).toBe(30)
  expect(since({ turnStrength: 'inferred' })).toBe(40)
  expect(since({ turn: null, turnStrength: 'exact' })).toBe(40)
  expect([since({ turn: 'busy' }), since({ turn: 'waiting' })]).toEqual([null, null])
  alterAssignment(world, 'one', { lastVerdict: { at: 50 } as never })
  expect([since(), since({ turnStrength: 'inferred' })]).toEqual([50, 50])
})

test('an answer is waited for from when it was asked for, or from the end of a pause', () => {
  const world = atRest()
  const { ladder } = assignmentOf(world, 'one')
  const waitedSince = (askedAt: number, resumedAt: number) =>
    answerAwaitedSince({ ...workerOf(world, 'one'), resumedAt }, { ...assignmentOf(world, 'one'), ladder: { ...ladder, askedAt } })
  expect([waitedSince(5, 3), waitedSince(3, 5)]).toEqual([5, 5])
})

test('of several objects in turn each keeps its answer', () => {
  let times = 0
  const sizeOf = derived((list: readonly number[]) => ({ size: list.length, times: ++times }))
  const [list, other] = [[1], [1, 2]]
  const first = sizeOf(list)
  const second = sizeOf(other)
  expect([sizeOf(list), sizeOf(other), sizeOf(other)]).toEqual([first, second, second])
  expect(times).toBe(2)
})

import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { decide } from '../../../../src/core/policy/decide/decide.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aBonus, aWorker } from '../../../support/builders/a-project.ts'
import { HOUR_MS, meetLimit } from '../../../support/builders/limited.ts'
import { atRest } from '../../../support/worlds/at-rest.ts'
import { about, act, aStory, asked, begin, complete, report, say, told, turn, workerOf } from '../../../support/worlds/story.ts'
import { observed, type World } from '../../../support/worlds/world.ts'

const one = 'one' as WorkerId
const NOTHING = { decisions: [], wakeAt: null }

const inPhase = ({ state }: World, phase: State['czar']['phase']): State => ({ ...state, czar: { ...state.czar, phase } })
/** The names of the decided events and actions. */
const wanted = (state: State, now: number) =>
  decide(state, now).decisions.map(decision => (decision.kind === 'record' ? decision.event.kind : decision.action.do))

test('before the czar begins, after it has stopped, and without a project, nothing is decided', () => {
  const world = atRest()
  const later = world.now + HOUR_MS
  expect(wanted(inPhase(world, 'supervising'), later)).not.toEqual([])
  expect(decide(inPhase(world, 'new'), later)).toEqual(NOTHING)
  expect(decide(inPhase(world, 'stopped'), later)).toEqual(NOTHING)
  expect(decide({ ...world.state, project: null }, later)).toEqual(NOTHING)
  expect(decide({ ...inPhase(world, 'finished'), project: null }, later)).toEqual(NOTHING)
  expect(decide(inPhase(world, 'finished'), later), 'when all is over people are told, and that is all').toEqual(NOTHING)
})

test('while the czar stops, no limit is probed and no task is assigned', () => {
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

test('a proof that became void is recorded before anything else is decided', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  complete(world, 'one')
  const proof = world.state.tasks['one']?.verified
  if (proof == null) throw new Error('not proven')
  const refs = {
    base: { commit: 'b' as never, at: 1 },
    branches: { 'feat/one': { commit: null as never, at: 1 } },
    standing: {},
    kept: [],
    unproven: {},
  }
  expect(wanted({ ...world.state, refs }, world.now)).toEqual(['verification.voided'])
})

test('the decisions include budgets, work off the branch, and tasks that no worker can take', () => {
  const spender = aStory({ workers: [aWorker('one', { budget: { ...aPolicy.budget, turns: 1 } })] })
  begin(spender, 'one')
  turn(spender, 'one', 'idle')
  expect(told(spender, 'budget.exceeded')).toHaveLength(1)
  const astray = atRest()
  const event = observed(workerOf(astray, 'one'), 'x')
  if (event.kind === 'git.observed') say(astray, { ...event, activity: { ...event.activity, branch: 'main' } })
  expect(asked(astray)).toContain('rescue_stray_work:one')
  const lent = aStory()
  const task = lent.state.tasks['one']
  if (task === undefined) throw new Error('no task')
  const earlier = [{ worker: one, how: 'stalled' as const, left: null }]
  expect(wanted({ ...lent.state, tasks: { one: { ...task, earlier } } }, lent.now)).toContain('task.failed')
})

test('an agent that is asked for a handoff gets no other question at the same time', () => {
  const world = aStory({ policy: { ...aPolicy, nudges: 5 } })
  begin(world, 'one')
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  world.now += 30_000
  const tokens = { input: 1, output: 0, cacheRead: 0, cacheWrite: 0 }
  say(world, { kind: 'agent.usage', ...about(world, 'one'), session: 's', tokens, usd: null, contextTokens: null, context: 0.9 })
  expect(told(world, 'message.queued').map(({ messageKind }) => messageKind)).toEqual(['brief', 'handoff'])
})

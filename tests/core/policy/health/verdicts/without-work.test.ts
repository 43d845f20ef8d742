import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../../src/core/model/ids.ts'
import { createPolicyContext } from '../../../../../src/core/policy/engine/policy-context.ts'
import { judgeHealth } from '../../../../../src/core/policy/health/judge.ts'
import type { TaskState } from '../../../../../src/core/state/types/task-state.ts'
import type { WorkerState } from '../../../../../src/core/state/types/worker-state.ts'
import { aPolicy } from '../../../../support/builders/a-policy.ts'
import { aProject, aWorker } from '../../../../support/builders/a-project.ts'
import {
  about,
  act,
  aStory,
  begin,
  complete,
  exit,
  getReady,
  pass,
  report,
  say,
  told,
  turn,
  workerOf,
} from '../../../../support/worlds/story.ts'
import { happen, type World } from '../../../../support/worlds/world.ts'
import { one, start, toldOf } from '../steps.ts'

/** Health, matter and reason, then the evidence with its time, after these changes of the state. */
function judged(world: World, { task = {}, worker = {} }: { task?: Partial<TaskState>; worker?: Partial<WorkerState> } = {}) {
  const known = world.state.tasks['one']
  const tasks = known === undefined ? world.state.tasks : { ...world.state.tasks, one: { ...known, ...task } }
  const changed = { ...workerOf(world, 'one'), ...worker }
  const state = { ...world.state, tasks, workers: { ...world.state.workers, one: changed } }
  const { health, matter, reason, evidence } = judgeHealth(createPolicyContext(state, state.project ?? aProject(), world.now), changed)
  return [`${health} ${matter}: ${reason}`, ...evidence.map(({ signal, text, at }) => `${signal}: ${text} (${at})`)]
}

function verified(): World {
  const world = aStory()
  complete(world, 'one')
  return world
}

const proof = { commit: '0123456789abcdef' as never, base: null, at: 5, accept: [], checks: [], flags: [] }

test("the verdict about proven work names the commit, the check's other findings, and whether the proof still holds", () => {
  const flaky = { name: 'npm test', outcome: 'flaky', first: 'failed with status 1', exitCode: 0, durationMs: 1 } as never
  const task = { verified: { ...proof, checks: [flaky], flags: ['a test was skipped'], accept: ['make'] } }
  expect(judged(verified(), { task: { verified: proof } })).toEqual([
    'done verified: its work is verified at 01234567',
    'record: the check of 01234567 passed (5)',
  ])
  expect(judged(verified(), { task })[0]).toBe(
    'done verified: its work is verified at 01234567; its accept commands have changed since its proof; ' +
      'flaky: `npm test` failed with status 1, and passed when run again; flagged: a test was skipped',
  )
  expect(judged(verified(), { task: { verified: null } }), 'by a journal that does not say').toEqual([
    'done verified: its work is verified at ?',
  ])
})

test('the verdict about a void proof has the reason, and what happens to the task', () => {
  const recheck = { because: 'base', reason: 'main moved', at: 7, errors: 0 } as const
  const stale = { state: 'stale', recheck } as const
  expect(judged(verified(), { task: stale })).toEqual([
    'waiting proof: its proof is void: main moved; it is checked again',
    'record: the proof became void (7)',
  ])
  expect(judged(verified(), { task: { ...stale, rechecks: 5 } })[0]).toBe(
    'waiting proof: its proof is void: main moved; it is not checked again by itself: that was done 5 times',
  )
  expect(judged(verified(), { task: { ...stale, recheck: null } })).toEqual([
    'waiting proof: its proof is void: unknown; it is not checked again by itself: no worker has it',
  ])
})

test('the verdict about a failed task has the reason, and when it ended', () => {
  const world = aStory()
  expect(judged(world, { task: { state: 'failed', failure: 'no luck', endedAt: 3 } })).toEqual([
    'stuck failed: its task failed: no luck',
    'record: the task failed (3)',
  ])
  expect(judged(world, { task: { state: 'failed', failure: null, endedAt: null } })).toEqual(['stuck failed: its task failed: unknown'])
})

test('the verdict about a worker that waits for several others names all of them, also failed ones', () => {
  const workers = [aWorker('one', { dependsOn: ['two', 'three'] as WorkerId[] }), aWorker('two'), aWorker('three')]
  const world = aStory({ workers })
  expect(toldOf(world)).toEqual(['waiting dependency: waits for two, three'])
  for (const id of ['two', 'three']) begin(world, id)
  for (const id of ['two', 'three'])
    say(world, { kind: 'assignment.failed', worker: id as WorkerId, assignment: `${id}.1` as never, reason: 'no luck' })
  expect(toldOf(world)).toEqual(['waiting stranded: cannot start: two, three will not be verified'])
})

test('between two agents of an open task, the verdict says that the next one is being started', () => {
  const world = aStory()
  begin(world, 'one')
  say(world, { kind: 'person.restart', worker: one })
  act(world, 'end_agent', 'one')
  expect(toldOf(world)).toEqual(['starting start: its agent is being started'])
})

test('an agent that is ready and may get no text counts as ready', () => {
  const workers = [aWorker('one'), aWorker('two')]
  const world = aStory({ workers, policy: { ...aPolicy, budget: { ...aPolicy.budget, usd: 10 } } })
  start(world)
  begin(world, 'two')
  const tokens = { input: 1, output: 0, cacheRead: 0, cacheWrite: 0 }
  say(world, { kind: 'agent.usage', ...about(world, 'two'), session: 's', tokens, usd: 9, context: null, contextTokens: null })
  getReady(world, 'one')
  expect(toldOf(world)).toEqual(['starting start: its agent is ready', 'agent: incarnation 1'])
})

test('a worker that is no longer in the project file has no task', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  const { one: _gone, ...tasks } = world.state.tasks
  world.state = { ...world.state, tasks }
  expect(judged(world)).toEqual(['waiting no-task: it has no task'])
})

test('an agent that ends after all its work is proven has not crashed', () => {
  const world = verified()
  const { agent } = workerOf(world, 'one')
  const ended = { at: 1, how: 'exited', status: 1, signal: null, lastScreen: '' } as const
  expect(judged(world, { worker: { agent: agent && { ...agent, exit: ended } } })[0]).toMatch(/^done verified/)
  expect(judged(world, { task: { state: 'waiting' }, worker: { agent: agent && { ...agent, exit: ended } } })[0]).toBe(
    'waiting seat: waits for a seat',
  )
})

test('until its agent has ended, a worker of a stopped fleet is judged by its activity', () => {
  const world = aStory()
  begin(world, 'one')
  say(world, { kind: 'person.stop', worker: null })
  expect(toldOf(world)).toEqual(['working turn: a turn runs', 'agent: a turn runs'])
  act(world, 'end_agent', 'one')
  expect(toldOf(world)[0]).toBe('waiting fleet: the fleet was stopped')
})

test("a used-up budget is reported as the worker's own or the fleet's", () => {
  const world = aStory()
  begin(world, 'one')
  const spent = { what: 'usd', spent: 12, limit: 10 } as const
  happen(world, { kind: 'budget.exceeded', worker: one, of: 'fleet', ...spent })
  expect(judged(world)).toEqual(["over budget: the fleet's budget is used up: $12.00 of $10.00"])
  expect(judged(world, { worker: { budget: { ...workerOf(world, 'one').budget, of: 'worker' } as never } })).toEqual([
    'over budget: its budget is used up: $12.00 of $10.00',
  ])
  expect(judged(world, { worker: { budget: null } }), 'by a journal that does not say').toEqual(['over budget: its budget is used up'])
})

test('the evidence of a verdict is the last event of its kind, with its time', () => {
  const world = aStory()
  begin(world, 'one')
  pass(world, 1_000)
  report(world, 'one', 'ack')
  turn(world, 'one', 'busy')
  const signs = (kind: Parameters<typeof told>[1]) => told(world, kind).at(-1)
  pass(world, 1_000)
  turn(world, 'one', 'idle')
  const ended = signs('agent.turn')
  expect(workerOf(world, 'one').health.evidence).toMatchObject([{ signal: 'agent', seq: ended?.seq, at: ended?.at }])
  pass(world, 1_000)
  exit(world, 'one')
  const exited = signs('agent.exited')
  expect(workerOf(world, 'one').health.evidence).toMatchObject([{ signal: 'process', seq: exited?.seq, at: exited?.at }])
  expect(judged(world, { worker: { signs: {} } }), 'an older journal has none').toEqual([
    'crashed exit: it exited with status 1',
    'process: it exited with status 1 (null)',
  ])
})

test('a claim is reported with its time, also during its check', () => {
  const world = aStory()
  begin(world, 'one')
  pass(world, 1_000)
  report(world, 'one', 'done')
  const at = world.now
  happen(world, { kind: 'verification.started', worker: one, assignment: 'one.1' as never, commit: 'c' as never })
  pass(world, 50_000)
  say(world, { kind: 'agent.novelty', ...about(world, 'one') })
  expect(judged(world)).toEqual(['working claim: claims to be done; being checked', `report: it reported done (${at})`])
})

test('a worker is reported as waiting for a seat only if it does', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  const exits = [world.now - 1_000]
  expect(judged(world, { worker: { exits } })[0]).toBe('crashed exit: it did not get ready; it is started again after a pause')
  expect(judged(world, { worker: { exits: [world.now - 3_600_000] } })[0]).toBe('waiting seat: waits for a seat')
  expect(judged(world, { worker: { paused: true } })[0]).toBe('waiting paused: paused by a person; begins its task when it is resumed')
  const budget = { level: 'low', what: 'usd', spent: 9, limit: 10, of: 'worker' } as const
  expect(judged(world, { worker: { budget } })[0], 'what is left of its own budget is for its own task').toBe(
    'waiting seat: waits for a seat',
  )
  expect(judged({ ...world, state: { ...world.state, budgetLow: budget } })[0]).toBe(
    'waiting budget: begins nothing more: the budget is nearly used up',
  )
  const earlier = [{ worker: one, how: 'crashed', left: null }] as never
  expect(judged(world, { task: { earlier } })[0]).toBe('waiting no-task: its task was taken from it, and waits for another worker')
  expect(judged(world, { task: { earlier, state: 'assigned', worker: 'two' as WorkerId } })[0]).toBe(
    'waiting no-task: its task was taken from it, and is with two',
  )
  expect(judged(world, { task: { state: 'dropped' } })[0]).toBe('waiting no-task: its task was dropped')
  world.state = { ...world.state, project: { ...aProject(), workers: [aWorker('two')] } }
  expect(judged(world)[0]).toBe('waiting no-task: it is no longer in the fleet')
})

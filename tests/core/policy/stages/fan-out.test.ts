import { expect, test } from 'vitest'
import type { StageTask } from '../../../../src/core/events/stages/stage-task.ts'
import { boarding } from '../../../../src/core/landing/boarding.ts'
import type { CommitSha, TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import type { WorkerConfig } from '../../../../src/core/model/project.ts'
import type { StageConfig } from '../../../../src/core/model/stages/stage.ts'
import { carvedBudget } from '../../../../src/core/policy/budget/carved-budget.ts'
import { fileProject } from '../../../../src/core/state/facts/file-project.ts'
import { neededFor } from '../../../../src/core/state/facts/stages.ts'
import type { TrainState } from '../../../../src/core/state/types/train-state.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aTaskText, aWorker } from '../../../support/builders/a-project.ts'
import { order } from '../../../support/worlds/order.ts'
import { act, aStory, asked, begin, complete, messages, report, say, told, turn, verdict, workerOf } from '../../../support/worlds/story.ts'
import { restartCzar, type World } from '../../../support/worlds/world.ts'

const NAMES = ['spec', 'split', 'look', 'implement', 'test']
const id = (name: string) => `api-${name}` as WorkerId

function stageWorker(index: number, over: Partial<WorkerConfig> = {}): WorkerConfig {
  const name = NAMES[index] ?? ''
  const need = (of: string) => ({ stage: of, worker: id(of), path: `results/api/${of}.json` })
  const stage: StageConfig = {
    of: 'api' as WorkerId,
    id: name,
    number: index + 1,
    count: NAMES.length,
    last: id('test'),
    owes: name === 'split' ? { kind: 'tasks', path: 'results/api/split.json', most: 8 } : { kind: 'branch' },
    needs: name === 'implement' ? [need('spec'), need('split')] : [],
    ...(name === 'implement' ? { dividedBy: need('split') } : {}),
    backTo: name === 'test' ? { stage: 'implement', worker: id('implement'), times: 2 } : null,
  }
  const before = NAMES[index - 1]
  return aWorker(id(name), { stage, dependsOn: before === undefined ? [] : [id(before)], ...over })
}

const aTask = (name: string, over: Partial<StageTask> = {}): StageTask => ({
  id: name,
  text: aTaskText(`the task ${name}`),
  dependsOn: [],
  owns: [`src/${name}/**`],
  accept: [`sh ${name}.sh`],
  role: null,
  usd: null,
  ...over,
})

/** A fleet in which the list of tasks is proven. The stage between the list and its work is proven too. */
function divided(tasks: readonly StageTask[], implement: Partial<WorkerConfig> = {}, concurrency = 9): World {
  const workers = NAMES.map((name, index) => stageWorker(index, name === 'implement' ? implement : {}))
  const world = aStory({ workers, concurrency, policy: { ...aPolicy, spawn: { depth: 2, children: 2, whenParentEnds: 'stop' } } })
  complete(world, 'api-spec')
  endAgents(world)
  plan(world, tasks)
  endAgents(world)
  complete(world, 'api-look')
  endAgents(world)
  return world
}

/** The agents that have nothing left to do free their seats. */
function endAgents(world: World): void {
  for (const { action } of [...world.deeds]) if (action.do === 'end_agent') act(world, 'end_agent', action.worker)
}

/** The stage that delivers the list works on the list until czar proves it. */
function plan(world: World, tasks: readonly StageTask[]): void {
  begin(world, 'api-split')
  report(world, 'api-split', 'done')
  prove(world, tasks)
  turn(world, 'api-split', 'idle')
}

function prove(world: World, tasks: readonly StageTask[]): void {
  const deed = world.deeds.find(({ action }) => action.do === 'verify' && action.worker === 'api-split')
  if (deed?.action.do !== 'verify') throw new Error('no list is checked')
  world.deeds.splice(world.deeds.indexOf(deed), 1)
  const { worker, assignment } = deed.action
  const rest = { base: null, checks: [], log: null, tail: '', durationMs: 1, reasons: [] }
  const commit = 'work-api-split' as CommitSha
  say(
    world,
    { kind: 'verification.finished', worker, assignment, commit, verdict: 'verified', tasks, ...rest },
    { kind: 'effect.done', effect: deed.effect },
  )
}

const parts = ({ state }: World) =>
  Object.values(state.workers).flatMap(({ id, config }) => (config.addedBy === undefined ? [] : [id as string]))

test('when the stages before are proven, each task of the list gets a worker of its own for the stage that it divides', () => {
  const world = divided([aTask('one'), aTask('two', { dependsOn: ['one'], role: 'tester', owns: [] })], {
    role: 'implementer',
    owns: ['src/**'],
    setup: ['npm ci'],
    model: 'big',
    account: 'team',
  })
  expect(workerOf(world, 'api-one').config).toMatchObject({
    agent: 'scripted',
    model: 'big',
    account: 'team',
    branch: 'feat/api-one',
    role: 'implementer',
    setup: ['npm ci'],
    task: { text: 'the task one' },
    owns: ['src/one/**'],
    accept: ['sh one.sh'],
    dependsOn: [],
    addedBy: { who: 'worker', parent: 'api-implement', from: 'work-api-look', plan: { stage: 'api-split', task: 'one' } },
  })
  expect(workerOf(world, 'api-two').config).toMatchObject({ role: 'tester', owns: ['src/**'], dependsOn: ['api-one'] })
  expect(workerOf(world, 'api-one').config).not.toHaveProperty('stage')
  expect(asked(world)).toContain('prepare_worktree:api-one')
  expect(asked(world), 'it needs the other task').not.toContain('prepare_worktree:api-two')
  // The brief quotes what the stage needs, and not the tasks of others.
  expect(neededFor(world.state, 'api-one').map(({ stage }) => stage)).toEqual(['spec'])
})

test('nothing is divided before the stages between are proven', () => {
  const world = aStory({ workers: NAMES.map((_, index) => stageWorker(index)), concurrency: 9 })
  complete(world, 'api-spec')
  plan(world, [aTask('one')])
  expect(parts(world)).toEqual([])
})

test('with one seat, the stage lends the seat to its tasks, is told of their work, and is proven like a parent', () => {
  const world = divided([aTask('one'), aTask('two')], {}, 1)
  expect(asked(world)).toContain('prepare_worktree:api-implement')
  begin(world, 'api-implement')
  turn(world, 'api-implement', 'busy')
  expect(order(world, { verb: 'wait', worker: 'api-implement', tasks: [] })).toMatchObject({ message: 'waits for api-one, api-two' })
  for (const name of ['api-one', 'api-two']) {
    complete(world, name)
    endAgents(world)
  }
  expect(told(world, 'wait.ended')).toHaveLength(1)
  report(world, 'api-implement', 'done')
  verdict(world, 'api-implement', 'verified')
  expect(world.state.tasks['api-implement']?.state).toBe('verified')
  expect(world.state.tasks['api-one']?.state).toBe('verified')
})

test('a czar that is killed at any event adds each worker once', () => {
  const world = divided([aTask('one'), aTask('two'), aTask('three', { dependsOn: ['two'] })])
  restartCzar(world)
  begin(world, 'api-implement')
  restartCzar(world)
  expect(told(world, 'worker.added').map(({ worker }) => worker)).toEqual(['api-one', 'api-two', 'api-three'])
})

test('a part of the additions is completed after a czar died between them', () => {
  const world = divided([aTask('one')])
  // The journal of the dead czar ends after the first addition.
  proveAgain(world, [aTask('one'), aTask('two', { dependsOn: ['one'] })])
  expect(told(world, 'worker.added').map(({ worker }) => worker)).toEqual(['api-one', 'api-two'])
  expect(workerOf(world, 'api-two').config.dependsOn).toEqual(['api-one'])
})

/** The list is proven again, with more tasks. */
function proveAgain(world: World, tasks: readonly StageTask[]): void {
  say(world, {
    kind: 'verification.voided',
    worker: id('split'),
    task: id('split') as never,
    because: 'person',
    reason: 'a person asked',
  })
  prove(world, tasks)
}

test('a list that is proven again gives known tasks no second worker, even if their workers left or were handed over', () => {
  const world = divided([aTask('one'), aTask('two')])
  expect(order(world, { verb: 'worker remove', worker: 'api-one' }).ok).toBe(true)
  say(world, { kind: 'worker.handed_over', worker: 'api-two' as WorkerId, to: null, reason: 'x' })
  proveAgain(world, [aTask('one'), aTask('two')])
  expect(told(world, 'worker.added')).toHaveLength(2)
})

test('a planned name that another worker has taken meanwhile is not used', () => {
  const workers = [...NAMES.map((_, index) => stageWorker(index)), aWorker('api-one'), aWorker('other', { branch: 'feat/api-one-2' })]
  const world = aStory({ workers, concurrency: 9 })
  complete(world, 'api-spec')
  plan(world, [aTask('one'), aTask('two', { dependsOn: ['one'] })])
  complete(world, 'api-look')
  expect(parts(world)).toEqual(['api-one-3', 'api-two'])
  expect(workerOf(world, 'api-two').config.dependsOn).toEqual(['api-one-3'])
})

test('the budget of the stage is shared among its tasks and itself, and never exceeded', () => {
  const budget = { usd: 10, tokens: 900, timeMs: 60_000, turns: 30 }
  const world = divided([aTask('one', { usd: 4 }), aTask('two')], { budget })
  const budgets = ['api-one', 'api-two'].map(name => workerOf(world, name).config.budget)
  expect(budgets).toEqual([
    { usd: 4, tokens: 300, timeMs: 60_000, turns: 30 },
    { usd: 3, tokens: 300, timeMs: 60_000, turns: 30 },
  ])
  expect(carvedBudget(world.state, workerOf(world, 'api-implement'), world.now)).toMatchObject({ usd: 3, tokens: 300 })
})

test('a task that can never begin fails, and the stage is told and does not wait for it', () => {
  const world = divided([aTask('one'), aTask('two', { dependsOn: ['one'] }), aTask('three', { dependsOn: ['two'] })])
  begin(world, 'api-implement')
  begin(world, 'api-one')
  const { assignment } = workerOf(world, 'api-one')
  say(world, { kind: 'assignment.failed', worker: 'api-one' as WorkerId, assignment: assignment as never, reason: 'it could not' })
  expect(['one', 'two', 'three'].map(name => world.state.tasks[`api-${name}`]?.failure)).toEqual([
    'it could not',
    'it cannot begin without api-one',
    'it cannot begin without api-two',
  ])
  turn(world, 'api-implement', 'idle')
  expect(
    messages(world, 'api-implement')
      .map(({ facts }) => facts['problem'] ?? '')
      .join(' '),
  ).toContain('api-one, which works on a part of your task, failed')
})

test('if the test stage sends the work back, the stage corrects it, and its proven tasks stay as they are', () => {
  const world = divided([aTask('one')])
  complete(world, 'api-one')
  complete(world, 'api-implement')
  begin(world, 'api-test')
  report(world, 'api-test', 'done', { fails: 'sh t.sh' })
  const deed = world.deeds.find(({ action }) => action.do === 'verify' && action.worker === 'api-test')
  const assignment = workerOf(world, 'api-test').assignment as never
  const fault = { command: 'sh t.sh', commit: 'c' as CommitSha, about: 'work-api-implement' as CommitSha, words: '', tail: '', log: '/l' }
  say(
    world,
    { kind: 'stage.disproved', worker: id('test'), assignment, task: id('test') as never, fault },
    { kind: 'effect.done', effect: deed?.effect as never },
  )
  expect(world.state.tasks['api-implement']?.state).toBe('assigned')
  expect(world.state.tasks['api-one']?.state).toBe('verified')
  expect(told(world, 'worker.added')).toHaveLength(1)
})

test('proven tasks land with their stage, in whose commit they are', () => {
  const world = divided([aTask('one')])
  for (const name of ['api-one', 'api-implement', 'api-test']) complete(world, name)
  const train = { base: 'b', tested: 'b', members: [], candidate: null, aside: {}, returns: {} } as unknown as TrainState
  const holding = Object.values(world.state.tasks).map(task => {
    const isAfter = task.id === 'api-implement' || task.id === 'api-test'
    const verified = task.verified === null || !isAfter ? task.verified : { ...task.verified, contains: ['api-one' as TaskId] }
    return [task.id, { ...task, verified }] as const
  })
  const boards = boarding({ ...world.state, tasks: Object.fromEntries(holding) }, train, () => true)
  expect(boards.map(({ task }) => task)).toEqual(NAMES.map(id))
})

test('when the stage is stopped, its tasks leave with it, and tasks that it was given do not count as added by it', () => {
  const world = divided([aTask('one'), aTask('two'), aTask('three')])
  begin(world, 'api-implement')
  expect(order(world, { verb: 'spawn', worker: 'api-implement', task: 'One part more' })).toMatchObject({ ok: true })
  begin(world, 'api-one')
  turn(world, 'api-implement', 'busy')
  expect(order(world, { verb: 'wait', worker: 'api-implement', tasks: [] })).toMatchObject({ ok: true })
  say(world, { kind: 'person.stop', worker: id('implement') })
  expect(told(world, 'wait.ended'), 'the agent that ends must not go on as if they were done').toEqual([])
  expect(told(world, 'worker.removed').map(({ worker }) => worker)).toEqual(['api-one', 'api-two', 'api-three', 'api-implement-1'])
  expect(world.state.project?.workers.map(worker => worker.id)).toEqual(NAMES.map(id))
})

test('when a stopped stage begins again, its tasks that were not proven come back under their names, with the work on their branches', () => {
  const budget = { usd: 10, tokens: null, timeMs: null, turns: null }
  const world = divided([aTask('one'), aTask('two'), aTask('three'), aTask('four')], { budget })
  begin(world, 'api-implement')
  complete(world, 'api-one')
  begin(world, 'api-two')
  const { worktree } = workerOf(world, 'api-two')
  expect(order(world, { verb: 'worker remove', worker: 'api-three' }).ok).toBe(true)
  const left = carvedBudget(world.state, workerOf(world, 'api-implement'), world.now)
  say(world, { kind: 'person.stop', worker: id('implement') })
  restartCzar(world)
  expect(world.state.project?.workers.map(({ id }) => id)).toEqual([...NAMES.map(id), 'api-one'])

  order(world, { verb: 'restart', worker: 'api-implement' })
  expect(
    world.state.project?.workers.map(({ id }) => id),
    'a person removed the third for good',
  ).toEqual([...NAMES.map(id), 'api-one', 'api-two', 'api-four'])
  expect(world.state.tasks['api-two']?.state).toBe('assigned')
  expect(workerOf(world, 'api-two')).toMatchObject({ config: { branch: 'feat/api-two' }, worktree })
  expect(carvedBudget(world.state, workerOf(world, 'api-implement'), world.now)).toEqual(left)
  restartCzar(world)
  expect(told(world, 'worker.added').map(({ worker }) => worker as string)).toEqual([
    ...['api-one', 'api-two', 'api-three', 'api-four'],
    ...['api-two', 'api-four'],
  ])
})

test('a task that the new list no longer has does not come back with its stage', () => {
  const world = divided([aTask('one'), aTask('two')])
  say(world, { kind: 'person.stop', worker: id('implement') })
  proveAgain(world, [aTask('two'), aTask('three')])
  order(world, { verb: 'restart', worker: 'api-implement' })
  expect(parts(world).filter(name => world.state.project?.workers.some(worker => worker.id === name))).toEqual(['api-two', 'api-three'])
})

test('a project file that is loaded again keeps the workers of the tasks, and adds none', () => {
  const world = divided([aTask('one'), aTask('two')], { owns: ['src/**'] })
  const { project } = world.state
  if (project === null) throw new Error('no project')
  say(world, { kind: 'project.loaded', project: { ...fileProject(project), concurrency: 4 } })
  expect(parts(world)).toEqual(['api-one', 'api-two'])
  expect(told(world, 'worker.added')).toHaveLength(2)
  expect(world.state.project?.workers.map(worker => worker.id)).toEqual([...NAMES.map(id), 'api-one', 'api-two'])
})

test('a stopped stage is not divided among workers', () => {
  const world = aStory({ workers: NAMES.map((_, index) => stageWorker(index)), concurrency: 9 })
  complete(world, 'api-spec')
  say(world, { kind: 'person.stop', worker: id('implement') })
  plan(world, [aTask('one')])
  complete(world, 'api-look')
  expect(parts(world)).toEqual([])
})

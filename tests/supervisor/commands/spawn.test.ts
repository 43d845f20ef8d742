import { describe, expect, test } from 'vitest'
import { gatherFacts } from '../../../src/core/brief/gather-facts.ts'
import { renderMessage } from '../../../src/core/brief/render-message.ts'
import type { Command } from '../../../src/core/events/command.ts'
import { isPart } from '../../../src/core/state/facts/children.ts'
import { prompts } from '../../core/brief/facts-support.ts'
import { aPolicy } from '../../support/builders/a-policy.ts'
import { aProject, aWorker } from '../../support/builders/a-project.ts'
import { order } from '../../support/worlds/order.ts'
import {
  act,
  aStory,
  asked,
  attention,
  begin,
  complete,
  pass,
  queue,
  report,
  say,
  told,
  turn,
  verdict,
  workerOf,
} from '../../support/worlds/story.ts'
import { observed, restartCzar, type World } from '../../support/worlds/world.ts'

const ALLOWED = { policy: { ...aPolicy, spawn: { depth: 2, children: 3, whenParentEnds: 'stop' as const } } }
const spawn = (world: World, over: Partial<Extract<Command, { verb: 'spawn' }>> = {}) =>
  order(world, { verb: 'spawn', worker: 'one', task: 'Write the part', ...over })
/** The brief that the worker would get now. */
function briefOf({ state }: World, id: string): string {
  const message = { id: 'm1', kind: 'brief', worker: id, assignment: `${id}.1`, facts: {} } as never
  const facts = gatherFacts(state, message, null)
  return facts === null ? '' : renderMessage(prompts, facts)
}

const HANDS_OVER = {
  concurrency: 5,
  policy: { ...aPolicy, spawn: { depth: 2, children: 3, whenParentEnds: 'hand_over' as const } },
}

const wait = (world: World, worker = 'one') => order(world, { verb: 'wait', worker, tasks: [] })

function aParent(over: Parameters<typeof aStory>[0] = {}): World {
  const world = aStory({ ...ALLOWED, ...over })
  begin(world, 'one')
  return world
}

describe('what a worker may add', () => {
  test('without policy.spawn no worker is added', () => {
    const world = aStory()
    begin(world, 'one')
    expect(spawn(world)).toMatchObject({ ok: false, message: 'no worker is added: the project file does not allow it (policy.spawn)' })
  })

  test('a worker without a task of its own adds none', () => {
    const world = aStory(ALLOWED)
    complete(world, 'one')
    expect(spawn(world)).toMatchObject({ ok: false, message: expect.stringContaining('one does not work on its own task now') })
  })

  test.each([
    ['a folder beside the territory', ['docs/**']],
    ['everything', ['**']],
    ['a name that only begins like the territory', ['src/onerous/**']],
    ['the folder above', ['src/*']],
  ])('a child outside of the territory is refused: %s', (_what, owns) => {
    const world = aParent({ workers: [aWorker('one', { owns: ['src/one/**'] })] })
    const before = world.state
    expect(spawn(world, { owns })).toMatchObject({ ok: false, message: expect.stringContaining('outside of your own territory') })
    expect(world.state).toBe(before)
  })

  test('a child inside of the territory is added, and without owns it gets the whole', () => {
    const world = aParent({ workers: [aWorker('one', { owns: ['src/one/**', 'README.md'] })] })
    expect(spawn(world, { owns: ['src/one/parts/*.ts', 'README.md'] }).ok).toBe(true)
    expect(spawn(world).ok).toBe(true)
    expect(workerOf(world, 'one-2').config).toMatchObject({ owns: ['src/one/**', 'README.md'], branch: 'feat/one-2' })
  })

  test('a parent without a territory gives away nothing of another worker', () => {
    const world = aParent({ workers: [aWorker('one', { owns: [] }), aWorker('two', { owns: ['src/two/**'] })], concurrency: 5 })
    expect(spawn(world, { owns: ['src/*/x.ts'] })).toMatchObject({ ok: false, message: expect.stringContaining('of worker "two"') })
    expect(spawn(world, { owns: ['docs/**'] }).ok).toBe(true)
    expect(spawn(world, { owns: ['docs/api/**'] }).ok).toBe(true)
  })

  test('the number of children and the depth are bounded', () => {
    const world = aParent({ policy: { ...aPolicy, spawn: { depth: 1, children: 2, whenParentEnds: 'stop' as const } }, concurrency: 5 })
    expect([spawn(world).ok, spawn(world).ok]).toEqual([true, true])
    expect(spawn(world)).toMatchObject({ message: expect.stringContaining('policy.spawn.children is 2, and one has had 2') })
    begin(world, 'one-1')
    expect(spawn(world, { worker: 'one-1' })).toMatchObject({ message: expect.stringContaining('policy.spawn.depth is 1') })
  })

  test('a parent with a budget must give a part of it, at most what is left, and the rest of a finished child returns', () => {
    const budget = { usd: 10, tokens: null, timeMs: null, turns: null }
    const world = aParent({ workers: [aWorker('one', { budget })], concurrency: 5 })
    expect(spawn(world)).toMatchObject({ message: expect.stringContaining('--usd (less than 10.00)') })
    expect(spawn(world, { usd: 6 }).ok).toBe(true)
    expect(spawn(world, { usd: 5 })).toMatchObject({ message: expect.stringContaining('one has 4.00 USD left of its budget') })
    expect(spawn(world, { usd: 4 }), 'nothing would be left for the parent').toMatchObject({ ok: false })
    complete(world, 'one-1')
    expect(spawn(world, { usd: 9.5 }).ok).toBe(true)
  })
})

describe('the budget of a child', () => {
  const budget = { usd: 10, tokens: null, timeMs: null, turns: null }
  const uses = (world: World, id: string, usd: number) =>
    say(world, {
      kind: 'agent.usage',
      worker: id as never,
      incarnation: 1,
      session: id,
      tokens: { input: Math.round(usd * 1_000), output: 0, cacheRead: 0, cacheWrite: 0 },
      usd,
      contextTokens: null,
      context: null,
    })

  test('a child that used up its part fails, so that its parent goes on with the rest', () => {
    const world = aParent({ workers: [aWorker('one', { budget })], concurrency: 2 })
    spawn(world, { usd: 3 })
    begin(world, 'one-1')
    turn(world, 'one', 'busy')
    wait(world)
    uses(world, 'one-1', 3.5)
    expect(world.state.tasks['one-1']).toMatchObject({ state: 'failed', failure: expect.stringContaining('its part of the budget') })
    act(world, 'end_agent', 'one-1')
    expect(told(world, 'wait.ended')).toHaveLength(1)
    expect(queue(world, 'one')).toContain('notice')
    expect(attention(world), 'the file does not have the part, so nobody can raise it there').toEqual(['failed:one-1'])
    expect(spawn(world, { usd: 6.4 }).ok).toBe(true)
    expect(spawn(world, { usd: 0.2 })).toMatchObject({ message: expect.stringContaining('one has 0.10 USD left') })
  })

  test('a proven child that used up its part later does not fail when its proof is void', () => {
    const world = aParent({ workers: [aWorker('one', { budget })], concurrency: 2 })
    spawn(world, { usd: 3 })
    complete(world, 'one-1')
    uses(world, 'one-1', 3.5)
    say(world, { kind: 'budget.exceeded', worker: 'one-1' as never, of: 'worker', what: 'usd', spent: 3.5, limit: 3 })
    say(world, { kind: 'verification.voided', worker: 'one-1' as never, task: 'one-1' as never, because: 'base', reason: 'base moved' })
    expect(world.state.tasks['one-1']?.state).toBe('stale')
    expect(told(world, 'task.failed')).toEqual([])
  })

  test('a parent that used up its own budget goes on with what its children leave, so they do not come back and take it again', () => {
    const world = aParent({ workers: [aWorker('one', { budget }), aWorker('two')], concurrency: 3 })
    spawn(world, { usd: 6 })
    uses(world, 'one', 4.5)
    pass(world, 60_000)
    expect(told(world, 'worker.removed').map(({ worker }) => worker as string)).toEqual(['one-1'])
    expect(workerOf(world, 'one').stopped).toBeNull()
    expect(told(world, 'worker.added')).toHaveLength(1)
  })

  test('what a child used counts for its parent, also when the child has left the fleet', () => {
    const world = aParent({ workers: [aWorker('one', { budget })], concurrency: 2 })
    spawn(world, { usd: 8 })
    begin(world, 'one-1')
    uses(world, 'one-1', 6)
    order(world, { verb: 'worker remove', worker: 'one-1' })
    expect(spawn(world, { usd: 5 })).toMatchObject({ message: expect.stringContaining('one has 4.00 USD left') })
    uses(world, 'one', 4)
    expect(workerOf(world, 'one').stopped).toBe('over')
  })
})

describe('the life of a child', () => {
  test('the child begins at the last commit of its parent, and the parent is told when it is proven', () => {
    const world = aParent({ concurrency: 2 })
    expect(spawn(world).ok).toBe(true)
    complete(world, 'one-1')
    turn(world, 'one', 'idle')
    expect(queue(world, 'one')).toContain('unblock')
  })

  test('the brief of the child says whose part it is, from which commit it starts, and who waits for it', () => {
    const world = aParent({ concurrency: 2 })
    expect(spawn(world).ok).toBe(true)
    begin(world, 'one-1')
    const text = briefOf(world, 'one-1')
    expect(text).toContain('- branch: feat/one-1, which started from commit start of worker one (branch feat/one) (stay on it)')
    expect(text).toContain('## Whose part this is\nYour task is a part of the task of worker one (branch feat/one): ')
    expect(text).toContain('one gave you this part and may be waiting for you. It gets your proven commit')
    expect(text).toContain('(branch feat/one): one\n')
    expect(briefOf(world, 'one')).not.toContain('Whose part')
  })

  test('the brief of a child whose branch also has newer work of base says so, and one that was left to the fleet names no parent', () => {
    const world = aParent({
      policy: { ...aPolicy, spawn: { depth: 2, children: 3, whenParentEnds: 'hand_over' as const } },
      concurrency: 2,
    })
    say(world, observed(workerOf(world, 'one'), 'parents-head'))
    expect(spawn(world).ok).toBe(true)
    begin(world, 'one-1')
    const start = 'which started from main merged with commit parents-head of'
    expect(briefOf(world, 'one-1')).toContain(`${start} worker one (branch feat/one)`)
    say(world, { kind: 'person.stop', worker: 'one' as never })
    expect(briefOf(world, 'one-1')).toContain(`${start} a worker that has left this task to you`)
    expect(briefOf(world, 'one-1')).not.toContain('Whose part')
  })

  test('with one seat, the child begins only when its parent waits or ends its turn', () => {
    const world = aParent({ concurrency: 1 })
    turn(world, 'one', 'busy')
    spawn(world)
    expect(asked(world)).not.toContain('prepare_worktree:one-1')
    expect(wait(world)).toMatchObject({ ok: true, message: 'waits for one-1' })
    expect(asked(world)).toContain('prepare_worktree:one-1')
  })

  test('a wait ends when the child is over and a seat is free again', () => {
    const world = aParent({ concurrency: 1 })
    turn(world, 'one', 'busy')
    spawn(world)
    wait(world)
    begin(world, 'one-1')
    report(world, 'one-1', 'done')
    turn(world, 'one-1', 'idle')
    verdict(world, 'one-1', 'verified')
    expect(told(world, 'wait.ended').length > 0, 'the agent of the child still holds the place').toBe(false)
    act(world, 'end_agent', 'one-1')
    expect(told(world, 'wait.ended')).toHaveLength(1)
    turn(world, 'one', 'idle')
    expect(queue(world, 'one'), 'czar wait has said it').not.toContain('unblock')
  })

  test('a wait that is given up, or whose czar died, ends at once, and the agent takes its seat again', () => {
    const world = aParent({ concurrency: 1 })
    turn(world, 'one', 'busy')
    spawn(world)
    wait(world)
    expect(workerOf(world, 'one').health.reason).toBe('waits for its children: one-1')
    expect(order(world, { verb: 'wait', worker: 'one', tasks: [], gives_up: true })).toMatchObject({
      ok: true,
      message: 'one waits no more',
    })
    expect(workerOf(world, 'one').health.health).toBe('working')
    wait(world)
    restartCzar(world)
    expect(workerOf(world, 'one').health.health).toBe('working')
    expect(order(world, { verb: 'wait', worker: 'one', tasks: [], gives_up: true }).message).toBe('one does not wait')
  })

  test('a parent that waits for hours is neither asked nor replaced, and one whose child is over is asked', () => {
    const world = aParent({ concurrency: 2 })
    report(world, 'one', 'ack')
    turn(world, 'one', 'busy')
    spawn(world)
    wait(world)
    begin(world, 'one-1')
    turn(world, 'one-1', 'waiting')
    pass(world, 3 * 3_600_000)
    expect(told(world, 'ladder.climbed').filter(({ worker }) => (worker as string) === 'one')).toEqual([])
    expect(workerOf(world, 'one').health).toMatchObject({ health: 'waiting', reason: 'waits for its children: one-1' })
    say(world, { kind: 'worker.removed', worker: 'one-1' as never, reason: 'gone' })
    turn(world, 'one', 'idle')
    pass(world, 3_600_000)
    expect(told(world, 'ladder.climbed').filter(({ worker }) => (worker as string) === 'one').length).toBeGreaterThan(0)
  })

  test('a child leaves the fleet when its parent is stopped, and with hand_over it stays', () => {
    const stopped = aParent({ concurrency: 2 })
    spawn(stopped)
    say(stopped, { kind: 'person.stop', worker: 'one' as never })
    expect(stopped.state.tasks['one-1']?.state).toBe('dropped')
    const handed = aParent({
      concurrency: 2,
      policy: { ...aPolicy, spawn: { depth: 2, children: 3, whenParentEnds: 'hand_over' as const } },
    })
    spawn(handed)
    say(handed, { kind: 'person.stop', worker: 'one' as never })
    expect(handed.state.tasks['one-1']?.state).toBe('waiting')
    expect(workerOf(handed, 'one-1').config.addedBy).toEqual({ who: 'person' })
  })

  test('with hand_over, a child goes back to its parent that begins again, with the commit at which it began', () => {
    const world = aParent(HANDS_OVER)
    say(world, observed(workerOf(world, 'one'), 'parents-head'))
    spawn(world)
    begin(world, 'one-1')
    spawn(world, { worker: 'one-1' })
    say(world, { kind: 'person.stop', worker: 'one-1' as never })
    const addedBy = (id: string) => workerOf(world, id).config.addedBy
    expect(addedBy('one-1-1'), 'the grandparent has it').toMatchObject({ who: 'worker', parent: 'one' })
    expect(workerOf(world, 'one').config.dependsOn).toEqual(['one-1', 'one-1-1'])
    say(world, { kind: 'person.stop', worker: 'one' as never })
    expect(['one-1', 'one-1-1'].map(addedBy)).toMatchObject([{ who: 'person' }, { who: 'person' }])
    order(world, { verb: 'restart', worker: 'one-1' })
    expect(addedBy('one-1-1')).toMatchObject({ who: 'worker', parent: 'one-1' })
    order(world, { verb: 'restart', worker: 'one' })
    expect(addedBy('one-1')).toEqual({ who: 'worker', parent: 'one', from: 'parents-head' })
    expect(workerOf(world, 'one').config.dependsOn).toEqual(['one-1'])
    expect(workerOf(world, 'one-1').config.dependsOn).toEqual(['one-1-1'])
    expect(told(world, 'worker.handed_over')).toHaveLength(5)
  })

  test('with hand_over, a parent that begins again is told once of a part that was proven meanwhile', () => {
    const world = aParent(HANDS_OVER)
    spawn(world)
    say(world, { kind: 'person.stop', worker: 'one' as never })
    act(world, 'end_agent', 'one')
    complete(world, 'one-1')
    order(world, { verb: 'restart', worker: 'one' })
    begin(world, 'one')
    pass(world, 60_000)
    const notices = told(world, 'message.queued').filter(({ facts }) => facts['advice'] === 'handed-part:one-1')
    expect(notices).toHaveLength(1)
    expect(notices[0]?.facts['problem']).toMatch(/^one-1, .* is proven at commit work-one-1\. Merge this commit/)
    expect(workerOf(world, 'one-1').config.addedBy, 'its proof stays with the fleet').toEqual({ who: 'person' })
  })

  test('children and their children come back when a stopped parent begins again, unless a person removed them', () => {
    const world = aParent({ concurrency: 5 })
    for (const _ of [1, 2]) spawn(world)
    begin(world, 'one-1')
    for (const _ of [1, 2]) spawn(world, { worker: 'one-1' })
    complete(world, 'one-1-2')
    order(world, { verb: 'worker remove', worker: 'one-2' })
    const inFleet = () => world.state.project?.workers.map(({ id }) => id as string).filter(id => id.startsWith('one'))
    say(world, { kind: 'person.stop', worker: 'one' as never })
    expect(inFleet()).toEqual(['one', 'one-1-2'])
    order(world, { verb: 'restart', worker: 'one' })
    pass(world, 1_000)
    expect(inFleet()).toEqual(['one', 'one-1-2', 'one-1', 'one-1-1'])
    expect(workerOf(world, 'one-1').config.dependsOn).toEqual(['one-1-2', 'one-1-1'])
    expect(world.state.tasks['one-1']).toMatchObject({ state: 'assigned', after: [] })
    expect(workerOf(world, 'one').config.dependsOn).toEqual(['one-1'])
  })

  test('a name that a worker had before goes on with the work on its branch, and the answer says so', () => {
    const world = aParent({ concurrency: 5 })
    spawn(world, { id: 'part' })
    begin(world, 'part')
    order(world, { verb: 'worker remove', worker: 'part' })
    expect(spawn(world, { id: 'part' })).toMatchObject({
      ok: true,
      message: expect.stringContaining('on feat/part, which has its earlier work.'),
    })
  })

  test('without policy.spawn children do not come back', () => {
    const world = aParent({ concurrency: 5 })
    spawn(world)
    say(world, { kind: 'person.stop', worker: 'one' as never })
    say(world, { kind: 'project.loaded', project: aProject({ ...ALLOWED, policy: aPolicy }) })
    order(world, { verb: 'restart', worker: 'one' })
    expect(world.state.project?.workers.some(({ id }) => id === ('one-1' as never))).toBe(false)
  })

  test('a child whose proof is void leaves the fleet after its parent left the file', () => {
    const world = aParent({ workers: [aWorker('one'), aWorker('two')], concurrency: 3 })
    spawn(world)
    complete(world, 'one-1')
    say(world, { kind: 'project.loaded', project: aProject({ ...ALLOWED, workers: [aWorker('two')] }) })
    expect(world.state.tasks['one-1']?.state, 'proven work stays').toBe('verified')
    say(world, { kind: 'verification.voided', worker: 'one-1' as never, task: 'one-1' as never, because: 'base', reason: 'base moved' })
    expect(world.state.tasks['one-1']?.state).toBe('dropped')
    expect(world.state.project?.workers.map(({ id }) => id)).toEqual(['two'])
  })

  test('a worker is not removed while another one needs its child', () => {
    const world = aParent({ concurrency: 3 })
    spawn(world)
    expect(order(world, { verb: 'worker add', id: 'later', task: 'Later', owns: ['later'], accept: [], depends_on: ['one-1'] }).ok).toBe(
      true,
    )
    expect(order(world, { verb: 'worker remove', worker: 'one' })).toMatchObject({
      ok: false,
      message: 'one stays, because later depends on it or on one of its children',
      hint: 'czar worker remove later',
    })
    complete(world, 'one-1')
    expect(order(world, { verb: 'worker remove', worker: 'one' }).ok).toBe(true)
  })

  test.each([
    ['unproven commits of its parent stays off the train', 'unproven', false],
    ['the same commit as its parent goes onto the train', 'start', true],
  ])('work of a child that was handed over and began on %s', (_what, head, boards) => {
    const world = aParent({
      concurrency: 2,
      policy: { ...aPolicy, spawn: { depth: 2, children: 3, whenParentEnds: 'hand_over' as const } },
    })
    const { git, worktree } = workerOf(world, 'one')
    const at = head === 'start' ? worktree?.startSha : head
    say(world, { kind: 'git.observed', worker: 'one', activity: { ...git, head: at } } as never)
    spawn(world)
    say(world, { kind: 'person.stop', worker: 'one' as never })
    complete(world, 'one-1')
    expect(world.state.tasks['one-1']?.state).toBe('verified')
    expect(isPart(world.state, 'one-1')).toBe(!boards)
  })

  test('a reload of the file keeps the child, and its parent still hears of it', () => {
    const world = aParent({ concurrency: 2 })
    spawn(world)
    const file = world.state.project
    if (file === null) throw new Error('no project')
    say(world, { kind: 'project.loaded', project: { ...file, workers: file.workers.filter(({ id }) => (id as string) === 'one') } })
    expect(world.state.tasks['one-1']?.state).toBe('waiting')
    expect(workerOf(world, 'one').config.dependsOn).toEqual(['one-1'])
    expect(world.state.tasks['one']?.after, 'the task itself does not wait').toEqual([])
  })
})

test('only the worker itself may add a child or wait, and a person is sent to czar worker add', () => {
  const world = aParent()
  const by = { who: 'person', pid: 1, program: 'sh', tty: null, isVerified: true } as const
  expect(order(world, { verb: 'wait', worker: 'one', tasks: [] }, by)).toMatchObject({ ok: false, hint: 'czar worker add --help' })
  const other = { who: 'worker', worker: 'two', project: null, pid: 1, program: 'sh', isVerified: true } as const
  expect(order(world, { verb: 'wait', worker: 'one', tasks: [] }, other)).toMatchObject({ ok: false, needsPerson: true })
  const itself = { ...other, worker: 'one' }
  expect(order(world, { verb: 'spawn', worker: 'one', task: 'A part' }, itself).ok).toBe(true)
  expect(order(world, { verb: 'worker remove', worker: 'one-1' }, itself)).toMatchObject({ ok: false, needsPerson: true })
})

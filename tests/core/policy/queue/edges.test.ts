import { expect, test } from 'vitest'
import type { Journaled } from '../../../../src/core/events/event.ts'
import type { TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import { decide } from '../../../../src/core/policy/decide/decide.ts'
import { bonusTask } from '../../../../src/core/state/empty.ts'
import { fold } from '../../../../src/core/state/fold.ts'
import { aBonus, aProject, aWorker } from '../../../support/builders/a-project.ts'
import { processorTime } from '../../../support/processor-time.ts'
import { aStory, begin, complete, report, told, turn, verdict, workerOf } from '../../../support/worlds/story.ts'
import { settle, type World } from '../../../support/worlds/world.ts'

const one = 'one' as WorkerId

/** Worker one works, and each kind of dependent worker waits for it. */
function waiting(): World {
  const workers = [aWorker('one'), aWorker('two', { dependsOn: [one] }), aWorker('three', { dependsOn: [one], waitForDependencies: false })]
  const world = aStory({ workers, bonus: [aBonus('bench', { after: [one as string as TaskId] })] })
  begin(world, 'one')
  begin(world, 'three')
  report(world, 'one', 'done')
  turn(world, 'one', 'idle')
  world.now += 5_000
  return world
}

/** The actions that follow from the proof, each with its time. */
function unblocked({ history }: World) {
  const starts = history.filter(event => event.kind === 'effect.intended' && event.action === 'prepare_worktree' && event.worker === 'two')
  const words = history.filter(event => event.kind === 'message.queued' && event.messageKind === 'unblock')
  const given = history.filter(event => event.kind === 'assignment.created' && event.task === 'bench')
  return [...starts, ...words, ...given].map(({ kind, at }) => ({ kind, at }))
}

const KINDS = ['effect.intended', 'message.queued', 'assignment.created']

test("a worker that waits for a task starts, is told, and gets work at the very time of the task's proof", () => {
  const world = waiting()
  verdict(world, 'one', 'verified')
  const at = told(world, 'verification.finished')[0]?.at
  expect(unblocked(world)).toEqual(KINDS.map(kind => ({ kind, at })))
})

test('a proof that a killed czar did not act on is acted on at the next run of the rules', () => {
  const world = waiting()
  const verify = world.deeds.find(({ action }) => action.do === 'verify')
  if (verify?.action.do !== 'verify') throw new Error('nothing is checked')
  const { assignment } = verify.action
  const rest = { base: null, checks: [], log: null, tail: '', reasons: [], durationMs: 1, commit: 'work-one' as never }
  const proof = { kind: 'verification.finished', worker: one, assignment, verdict: 'verified', ...rest } as const
  const journaled: Journaled = { ...proof, seq: world.state.seq + 1, at: world.now }
  world.history.push(journaled)
  world.state = fold(world.state, journaled)
  expect(unblocked(world)).toEqual([])
  world.now += 60_000
  settle(world)
  expect(unblocked(world)).toEqual(KINDS.map(kind => ({ kind, at: world.now })))
})

test('a thousand free workers and a hundred tasks are matched within a moment', async () => {
  const world = fleetAtRest(1_000)
  const spent = await processorTime(() => {
    const { decisions } = decide(world.state, world.now)
    const given = decisions.filter(({ kind, ...rest }) => kind === 'record' && 'event' in rest && rest.event.kind === 'assignment.created')
    expect(given).toHaveLength(100)
  })
  // It took about 80 ms of processor time when this test was written.
  expect(spent).toBeLessThan(3_000)
})

/** Every worker's own task is verified, every agent is at rest, and a hundred bonus tasks are free. */
function fleetAtRest(count: number): World {
  const owns = (index: number) => [`src/part${index % 50}/**`, `tests/part${index % 50}/**`]
  const ids = Array.from({ length: count }, (_, index) => `w${index}` as WorkerId)
  const bonus = Array.from({ length: 100 }, (_, index) => aBonus(`b${index}`, { owns: owns(index) }))
  const world = aStory({ workers: [aWorker('one')], bonus: [aBonus('later', { after: ['never' as TaskId] })] })
  complete(world, 'one')
  const { state } = world
  const [worker, task, assignment] = [workerOf(world, 'one'), state.tasks['one'], state.assignments['one.1']]
  if (task === undefined || assignment === undefined) throw new Error('one has done nothing')
  const configs = ids.map((id, index) => aWorker(id, { owns: owns(index) }))
  const workers = configs.map(config => [config.id, { ...worker, id: config.id, config }] as const)
  const tasks = configs.map(({ id, owns }) => [id, { ...task, id: id as string as TaskId, worker: id, owns }] as const)
  const assignments = ids.map(
    id => [`${id}.1`, { ...assignment, id: `${id}.1` as never, worker: id, task: id as string as TaskId }] as const,
  )
  world.state = {
    ...state,
    project: aProject({ workers: configs, bonus }),
    workers: Object.fromEntries(workers),
    tasks: { ...Object.fromEntries(tasks), ...Object.fromEntries(bonus.map(config => [config.id, bonusTask(config)])) },
    assignments: Object.fromEntries(assignments),
    effects: {},
  }
  return world
}

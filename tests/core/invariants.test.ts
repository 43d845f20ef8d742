import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Journaled } from '../../src/core/model/event.ts'
import type { WorkerId } from '../../src/core/model/ids.ts'
import { occupies } from '../../src/core/policy/seats.ts'
import { ownTask } from '../../src/core/policy/tasks.ts'
import { emptyState } from '../../src/core/state/empty.ts'
import { fold } from '../../src/core/state/fold.ts'
import { aBonus, aProject, aWorker } from '../support/a-project.ts'
import {
  aReport,
  carryOut,
  createWorld,
  doUnrecorded,
  happen,
  living,
  observed,
  playHonestly,
  restartCzar,
  settle,
  type World,
} from '../support/world.ts'

const project = aProject({
  concurrency: 2,
  workers: [
    aWorker('models'),
    aWorker('api', { dependsOn: ['models' as WorkerId] }),
    aWorker('docs', { dependsOn: ['models' as WorkerId], waitForDependencies: false }),
    aWorker('tests'),
  ],
  bonus: [
    aBonus('bench', { after: ['api' as never], priority: 2 }),
    aBonus('polish', { prefers: { workers: ['tests' as WorkerId], roles: [] } }),
  ],
})

/** Numbers that drive one random history: each picks what happens next. */
const dice = fc.array(fc.nat({ max: 9_999 }), { minLength: 20, maxLength: 400 })

test('random histories keep every invariant, and an honest world then brings the project to its end', () => {
  fc.assert(
    fc.property(dice, rolls => {
      const world = play(rolls)
      checkHistory(world)
      world.now += 3_600_000
      settle(world)
      playHonestly(world)
      checkState(world)
      expect(unfinished(world)).toEqual([])
    }),
    { numRuns: 150 },
  )
})

function play(rolls: readonly number[]): World {
  let position = 0
  const roll = () => rolls[position++ % rolls.length] ?? 0
  const world = createWorld(project, sides => roll() % sides)
  while (position < rolls.length && world.state.czar.phase === 'supervising') {
    step(world)
    checkState(world)
  }
  return world
}

function step(world: World): void {
  const { chance } = world
  const deed = world.deeds[world.deeds.length === 0 ? 0 : chance(world.deeds.length)]
  switch (chance(10)) {
    case 0:
    case 1:
    case 2:
      if (deed !== undefined) carryOut(world, deed, chance(4) === 0)
      return
    case 3:
      world.now += [1, 500, 20_000, 200_000][chance(4)] ?? 1
      return settle(world)
    case 4:
      // The czar dies between the deed and its record, or at any other moment.
      if (chance(4) !== 0) return
      if (deed !== undefined && chance(2) === 0) doUnrecorded(world, deed)
      return restartCzar(world)
    default:
      return agentActs(world)
  }
}

function agentActs(world: World): void {
  const { chance } = world
  const workers = living(world)
  const worker = workers[workers.length === 0 ? 0 : chance(workers.length)]
  if (worker === undefined) return
  const about = { worker: worker.id, incarnation: worker.incarnation }
  const turn = (['busy', 'idle', 'idle', 'waiting'] as const)[chance(4)] ?? 'idle'
  switch (chance(12)) {
    case 0:
    case 1:
    case 2:
      happen(world, { kind: 'agent.ready', ...about, evidence: 'hook', strength: 'exact' })
      break
    case 3:
    case 4:
    case 5:
      happen(world, {
        kind: 'agent.turn',
        ...about,
        turn,
        waitingFor: turn === 'waiting' ? 'permission' : null,
        evidence: 'hook',
        strength: 'exact',
        text: null,
      })
      break
    case 6:
      happen(world, {
        kind: 'agent.exited',
        ...about,
        how: chance(6) === 0 ? 'session-closed' : 'exited',
        status: chance(3),
        signal: null,
        lastScreen: '',
      })
      break
    case 7:
      happen(world, observed(worker, `head-${chance(3)}`))
      break
    case 8:
      happen(world, { kind: 'agent.dialog', ...about, text: 'Trust?', keys: chance(2) === 0 ? null : ['Enter'] })
      break
    default:
      happen(world, {
        kind: 'report.received',
        worker: worker.id,
        report: aReport((['ack', 'done', 'progress', 'blocked', 'note'] as const)[chance(5)] ?? 'note'),
      })
  }
  settle(world)
}

function checkState({ state }: World): void {
  const open = Object.values(state.assignments).filter(assignment => assignment.state !== 'verified' && assignment.state !== 'failed')
  for (const worker of Object.values(state.workers)) {
    const mine = open.filter(assignment => assignment.worker === worker.id)
    expect(
      mine.map(assignment => assignment.id),
      'a worker has one open assignment at most',
    ).toEqual(worker.assignment === null ? [] : [worker.assignment])
  }
  for (const task of Object.values(state.tasks)) {
    const held = open.filter(assignment => assignment.task === task.id)
    expect(held.length, `task ${task.id} is in one place`).toBe(task.state === 'assigned' ? 1 : 0)
  }
  const seats = Object.values(state.workers).filter(worker => occupies(state, worker)).length
  expect(seats, 'no more agents than seats').toBeLessThanOrEqual(project.concurrency)
  expect(JSON.parse(JSON.stringify(state)), 'state is plain data').toEqual(state)
}

function checkHistory(world: World): void {
  expect(new Set(world.pasted).size, 'nothing is pasted twice into the same agent').toBe(world.pasted.length)
  for (const decision of world.decisions) expect(decision.reason.trim(), 'every decision names its reason').not.toBe('')
  const asked = world.history.filter(event => event.kind === 'message.queued' && event.messageKind === 'restate')
  for (const assignment of Object.keys(world.state.assignments)) {
    const count = asked.filter(event => event.kind === 'message.queued' && event.assignment === assignment).length
    expect(count, 'asking is bounded').toBeLessThanOrEqual(project.policy.nudges)
  }
  checkStarts(world.history)
  checkDeliveries(world.history)
}

/** A text goes only to an agent that is ready and rests, unless an earlier czar's delivery is being looked for. */
function checkDeliveries(history: readonly Journaled[]): void {
  let state = emptyState
  const interrupted = new Set<string>()
  for (const event of history) {
    if (event.kind === 'czar.started') for (const effect of Object.keys(state.effects)) interrupted.add(effect)
    if (event.kind === 'effect.intended' && event.action === 'deliver' && event.worker !== null && !interrupted.has(event.effect)) {
      const agent = state.workers[event.worker]?.agent
      expect(agent?.readyAt, 'ready').not.toBeNull()
      expect(agent?.exit, 'alive').toBeNull()
      expect(agent?.turn, 'at rest').not.toBe('busy')
      expect(agent?.turn, 'no question open').not.toBe('waiting')
    }
    state = fold(state, event)
  }
}

/** More than max + 1 starts in a period need a person, or an end that was no failure, in between. */
function checkStarts(history: readonly Journaled[]): void {
  for (const { id } of project.workers) {
    const relevant = history.filter(event => 'worker' in event && event.worker === id)
    let exits: number[] = []
    for (const event of relevant) {
      if (
        event.kind === 'agent.exited' ||
        (event.kind === 'agent.ended' && (event.reason === 'not_ready' || event.reason === 'undelivered'))
      )
        exits.push(event.at)
      if (event.kind === 'person.restart') exits = []
      if (event.kind !== 'agent.started') continue
      const recent = exits.filter(at => at > event.at - project.policy.restart.withinMs)
      expect(recent.length, 'restarts are bounded').toBeLessThanOrEqual(project.policy.restart.max)
    }
  }
}

test('a bonus task goes only to a worker whose own work is verified, alive, with everything it stands on verified', () => {
  fc.assert(
    fc.property(dice, rolls => {
      const world = play(rolls)
      playHonestly(world)
      let replay = createWorld(project, () => 0)
      for (const event of world.history) {
        const { state } = replay
        if (event.kind === 'assignment.created' && event.assignmentKind === 'bonus') {
          const worker = state.workers[event.worker]
          expect(worker?.agent?.exit, 'alive').toBeNull()
          expect(worker === undefined ? null : ownTask(state, worker)?.state).toBe('verified')
          for (const id of state.tasks[event.task]?.after ?? []) expect(state.tasks[id]?.state).toBe('verified')
        }
        replay = { ...replay, state: state }
        replay.now = event.at
        happen(replay, event)
      }
    }),
    { numRuns: 60 },
  )
})

/** Tasks that are neither proven nor failed, nor stranded by a failed one, nor in the hands of a person who closed the session. */
function unfinished({ state }: World): readonly string[] {
  return Object.values(state.tasks)
    .filter(task => state.workers[task.worker ?? task.id]?.stopped == null)
    .filter(task => task.state === 'assigned' || (task.state === 'waiting' && state.czar.phase !== 'finished'))
    .map(task => `${task.id} is ${task.state}, phase ${state.czar.phase}`)
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Journaled } from '../../src/core/model/event.ts'
import { occupies } from '../../src/core/policy/occupies.ts'
import { ownTask } from '../../src/core/policy/tasks.ts'
import { emptyState } from '../../src/core/state/empty.ts'
import { fold } from '../../src/core/state/fold.ts'
import { dice, playAtRandom, eventfulProject as project } from '../support/random-history.ts'
import { same } from '../support/same.ts'
import { createWorld, happen, playHonestly, settle, type World } from '../support/world.ts'

test('random histories keep every invariant, and an honest world then brings the project to its end', () => {
  fc.assert(
    fc.property(dice, rolls => {
      const world = playAtRandom(rolls, checkState)
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

function checkState({ state }: World): void {
  const open = Object.values(state.assignments).filter(assignment => assignment.state !== 'verified' && assignment.state !== 'failed')
  for (const worker of Object.values(state.workers)) {
    const mine = open.filter(assignment => assignment.worker === worker.id).map(assignment => assignment.id)
    same(mine, worker.assignment === null ? [] : [worker.assignment], 'a worker has one open assignment at most')
  }
  for (const task of Object.values(state.tasks)) {
    const held = open.filter(assignment => assignment.task === task.id)
    same(held.length, task.state === 'assigned' ? 1 : 0, `task ${task.id} is in one place`)
  }
  const seats = Object.values(state.workers).filter(worker => occupies(state, worker)).length
  if (seats > project.concurrency) expect(seats, 'no more agents than seats').toBeLessThanOrEqual(project.concurrency)
  same(JSON.parse(JSON.stringify(state)), state, 'state is plain data')
}

function checkHistory(world: World): void {
  expect(new Set(world.pasted).size, 'nothing is pasted twice into the same agent').toBe(world.pasted.length)
  same(
    world.decisions.filter(decision => decision.reason.trim() === ''),
    [],
    'every decision names its reason',
  )
  const asked = world.history.filter(event => event.kind === 'message.queued' && event.messageKind === 'restate')
  for (const assignment of Object.keys(world.state.assignments)) {
    const count = asked.filter(event => event.kind === 'message.queued' && event.assignment === assignment).length
    expect(count, 'asking is bounded').toBeLessThanOrEqual(project.policy.nudges)
  }
  checkNudges(world.history)
  checkLadder(world.history)
  checkPauses(world.history)
  checkStarts(world.history)
  checkDeliveries(world.history)
  checkAlerts(world.history)
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

/** The czar's own questions about silence are bounded between two pieces of news; a person's are not counted. */
function checkNudges(history: readonly Journaled[]): void {
  let state = emptyState
  for (const event of history) {
    if (event.kind === 'message.queued' && event.messageKind === 'nudge' && event.facts['by'] !== 'person') {
      const step = state.assignments[event.assignment ?? '']?.ladder.current.at(-1)
      expect(step?.rung, 'a question is a step on the ladder').toBe('ask')
    }
    state = fold(state, event)
  }
}

/** One step at a time and never into a dialog or a pause; each kind so often and no more; at the top a person, once. */
function checkLadder(history: readonly Journaled[]): void {
  let state = emptyState
  const { nudges, restart } = project.policy
  for (const [index, event] of history.entries()) {
    if (event.kind === 'ladder.climbed') {
      const worker = state.workers[event.worker]
      const before = state.assignments[event.assignment]?.ladder.current ?? []
      const last = history[index - 1]
      expect(last?.kind === 'ladder.climbed' && last.worker === event.worker, 'two steps at once').toBe(false)
      expect(worker?.paused, 'hands off').toBe(false)
      expect(worker?.agent?.exit, 'alive').toBeNull()
      expect(worker?.agent?.turn, 'no question open').not.toBe('waiting')
      expect(worker?.agent?.dialog === null || worker?.agent?.dialog.answeredAt !== null, 'no dialog').toBe(true)
      if (event.rung === 'ask' || event.rung === 'restate') {
        const waiting = state.messages.filter(({ worker: id, kind }) => id === event.worker && (kind === 'nudge' || kind === 'restate'))
        expect(waiting.length, 'one question at a time').toBe(0)
      }
      expect(before.filter(({ rung }) => rung === 'attention').length, 'nothing is tried past the top').toBe(0)
      if (event.rung === 'fresh') expect(freshLately(history.slice(0, index), event), 'replaced').toBeLessThan(restart.max)
    }
    state = fold(state, event)
    for (const { ladder } of Object.values(state.assignments)) {
      const questions = ladder.current.filter(({ rung }) => rung === 'ask' || rung === 'restate')
      // Two kinds of concern, each with questions to the first agent and to the fresh one; a refusal is answered once.
      const bound = nudges * 4 + 1
      if (questions.length > bound) expect(questions.length, 'questions are bounded').toBeLessThanOrEqual(bound)
    }
  }
}

function freshLately(history: readonly Journaled[], { assignment, at }: Journaled & { readonly assignment: string }): number {
  const since = at - project.policy.restart.withinMs
  return history.filter(
    event => event.kind === 'ladder.climbed' && event.rung === 'fresh' && event.assignment === assignment && event.at > since,
  ).length
}

/** The hands do nothing to a paused worker but to look, to check its claims and to keep what it did. */
function checkPauses(history: readonly Journaled[]): void {
  let state = emptyState
  for (const event of history) {
    const worker = 'worker' in event && event.worker !== null ? state.workers[event.worker] : undefined
    // Whose session a person closed has nothing left to be touched: that is cleared away.
    const isPaused = worker?.paused === true && worker.stopped === null
    if (isPaused && event.kind === 'effect.intended')
      expect(['verify', 'look_at_children', 'keep_astray'], 'hands off').toContain(event.action)
    if (isPaused) expect(['message.pasted', 'assignment.created'], 'hands off').not.toContain(event.kind)
    state = fold(state, event)
  }
}

/** People are told of what is open then, of each raising once, and are not rung for in vain again and again. */
function checkAlerts(history: readonly Journaled[]): void {
  let state = emptyState
  const told = new Set<number>()
  const tries = new Map<string, number>()
  for (const event of history) {
    if (event.kind === 'czar.started') tries.clear()
    if (event.kind === 'effect.intended' && event.action === 'alert') {
      tries.set(event.effect, (tries.get(event.effect) ?? 0) + 1)
      expect(tries.get(event.effect), 'tries of one alert').toBeLessThanOrEqual(3)
      const open = Object.values(state.attention).filter(item => item.settledAt === null && item.told.length === 0)
      expect(open.length, 'something is open and untold').toBeGreaterThan(0)
    }
    for (const { raised } of event.kind === 'alert.sent' ? event.matters : []) {
      expect(told.has(raised), 'each raising is told once').toBe(false)
      told.add(raised)
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
      const world = playAtRandom(rolls, checkState)
      playHonestly(world)
      let replay = createWorld(project, () => 0)
      for (const event of world.history) {
        const { state } = replay
        if (event.kind === 'assignment.created' && event.assignmentKind === 'bonus') {
          const worker = state.workers[event.worker]
          expect(worker?.agent?.exit, 'alive').toBeNull()
          expect(worker === undefined ? null : ownTask(state, worker)?.state).toBe('verified')
          expect([null, event.worker], 'for whom a person keeps it').toContain(state.tasks[event.task]?.reservedFor)
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

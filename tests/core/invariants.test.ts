import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Journaled } from '../../src/core/events/event.ts'
import type { TaskId } from '../../src/core/model/ids.ts'
import { occupies } from '../../src/core/policy/facts/occupies.ts'
import { ownTask } from '../../src/core/policy/facts/work/tasks.ts'
import { emptyState } from '../../src/core/state/empty.ts'
import { childrenOf, isTaskOver } from '../../src/core/state/facts/children.ts'
import { fold } from '../../src/core/state/fold.ts'
import type { Climb } from '../../src/core/state/types/ladder-state.ts'
import type { State } from '../../src/core/state/types/state.ts'
import { triedInJournal } from '../support/builders/tried-in-journal.ts'
import { same } from '../support/same.ts'
import { dice, playAtRandom, eventfulProject as project } from '../support/worlds/random-history.ts'
import { playHonestly, settle, type World } from '../support/worlds/world.ts'

test('random histories keep every invariant, and an honest world then brings the project to its end', () => {
  fc.assert(
    fc.property(dice, rolls => {
      const world = playAtRandom(rolls, checkState)
      checkHistory(world)
      world.now += 3_600_000
      settle(world)
      playHonestly(world)
      checkState(world)
      checkWords(world)
      checkChildren(world)
      expect(unfinished(world)).toEqual([])
    }),
    { numRuns: 45 },
  )
})

/** Each worker that another worker added has a parent in the fleet whose task is not over, or is over itself, or belongs to the fleet. */
function checkChildren({ state }: World): void {
  for (const parent of Object.values(state.workers)) {
    const isOver = parent.stopped !== null || ['verified', 'failed', 'dropped'].includes(state.tasks[parent.id]?.state ?? 'dropped')
    const open = isOver ? childrenOf(state.project, parent.id).filter(({ id }) => !isTaskOver(state, id as string as TaskId)) : []
    same(
      open.map(({ id }) => id),
      [],
      `no child of ${parent.id} is orphaned`,
    )
  }
}

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
  // A parent lends its seat to its children, and may go on before they have freed it. So the number of agents is exact only in a fleet
  // without added workers.
  const isExact = Object.values(state.workers).every(({ config }) => config.addedBy === undefined)
  const seats = isExact ? Object.values(state.workers).filter(worker => occupies(state, worker)).length : 0
  if (seats > project.concurrency) expect(seats, 'no more agents than seats').toBeLessThanOrEqual(project.concurrency)
  if (!isPlainData(state)) expect(state, 'state is plain data').toStrictEqual(JSON.parse(JSON.stringify(state)))
}

/**
 * Whether the value survives JSON unchanged. Most of a state is shared with the state of the previous step, so values
 * that were checked are skipped.
 */
function isPlainData(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return value === null || typeof value === 'string' || typeof value === 'boolean'
  if (plain.has(value)) return true
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
  if (isPlain && Object.values(value).every(isPlainData)) plain.add(value)
  return plain.has(value)
}

const plain = new WeakSet<object>()

/** A person's words have reached an agent, wait for one, or are reported as lost. */
function checkWords({ state, history }: World): void {
  const reached = new Set(history.flatMap(event => (event.kind === 'message.submitted' ? [event.message] : [])))
  const waiting = new Set(state.messages.map(({ id }) => id))
  const told = history.flatMap(event => (event.kind === 'message.queued' && event.messageKind === 'tell' ? [event] : []))
  const toldAgain = (worker: string, seq: number) => told.some(later => later.worker === worker && later.seq > seq)
  const lost = told.filter(({ message }) => !reached.has(message) && !waiting.has(message))
  const unsaid = lost.filter(({ message, worker, seq }) => !toldAgain(worker, seq) && !state.unheard.some(item => item.message === message))
  expect(unsaid, 'no words of a person are lost without a word').toEqual([])
  const isOver = state.czar.phase === 'finished'
  expect(isOver && state.messages.some(({ kind }) => kind === 'tell'), 'a finished fleet keeps no words').toBe(false)
}

function checkHistory(world: World): void {
  const { history } = world
  checkWords(world)
  expect(new Set(world.pasted).size, 'nothing is pasted twice into the same agent').toBe(world.pasted.length)
  same(
    world.decisions.filter(decision => decision.reason.trim() === ''),
    [],
    'every decision names its reason',
  )
  const checks: readonly Check[] = [ofDeliveries(), ofQuestions, ofLadder, ofPauses, ofAlerts(), ofWordsForPeople]
  let state = emptyState
  for (const [index, event] of history.entries()) {
    for (const check of checks) check({ state, event, earlier: { history, index } })
    state = fold(state, event)
  }
  checkStarts(history)
}

/** An event, the state before it, and all earlier events. */
interface Moment {
  readonly state: State
  readonly event: Journaled
  readonly earlier: { readonly history: readonly Journaled[]; readonly index: number }
}

type Check = (moment: Moment) => void

/**
 * Checks that a text goes only to an agent that is ready and rests. The only exception is a delivery that an earlier czar did not finish.
 */
function ofDeliveries(): Check {
  const interrupted = new Set<string>()
  return ({ state, event }) => {
    if (event.kind === 'czar.started') for (const effect of Object.keys(state.effects)) interrupted.add(effect)
    if (event.kind !== 'effect.intended' || event.action !== 'deliver' || event.worker === null || interrupted.has(event.effect)) return
    const agent = state.workers[event.worker]?.agent
    expect(agent?.readyAt, 'ready').not.toBeNull()
    expect(agent?.exit, 'alive').toBeNull()
    expect(agent?.turn, 'at rest').not.toBe('busy')
    expect(agent?.turn, 'no question open').not.toBe('waiting')
    expect(agent?.dialog === null || agent?.dialog.answeredAt !== null, 'no dialog').toBe(true)
  }
}

/**
 * Each question that the czar asks by itself is a step on the ladder, and is limited like one. A person's questions do
 * not count.
 */
function ofQuestions({ event, earlier: { history, index } }: Moment): void {
  if (event.kind !== 'message.queued' || event.facts['by'] === 'person') return
  if (event.messageKind !== 'nudge' && event.messageKind !== 'restate') return
  const last = history[index - 1]
  const step = last?.kind === 'ladder.climbed' && last.assignment === event.assignment ? last.rung : null
  expect(step, 'a question is a step on the ladder').toBe(event.messageKind === 'nudge' ? 'ask' : 'restate')
}

/**
 * The ladder takes one step at a time, and no step while a dialog or a pause is open. Each kind of step has a limit. At
 * the top, a person is told once.
 */
function ofLadder({ state, event, earlier }: Moment): void {
  if (event.kind !== 'ladder.climbed') return
  const worker = state.workers[event.worker]
  const before = state.assignments[event.assignment]?.ladder.current ?? []
  const last = earlier.history[earlier.index - 1]
  expect(last?.kind === 'ladder.climbed' && last.worker === event.worker, 'two steps at once').toBe(false)
  expect(worker?.paused, 'hands off').toBe(false)
  expect(worker?.agent?.exit, 'alive').toBeNull()
  expect(worker?.agent?.turn, 'no question open').not.toBe('waiting')
  expect(worker?.agent?.dialog === null || worker?.agent?.dialog.answeredAt !== null, 'no dialog').toBe(true)
  expect(before.filter(({ rung }) => rung === 'attention').length, 'nothing is tried past the top').toBe(0)
  if (isQuestion(event)) checkQuestion(event, { state, before, earlier })
  if (event.rung !== 'fresh') return
  expect(before.filter(({ rung, about }) => rung === 'fresh' && about === event.about).length, 'one fresh agent for one cause').toBe(0)
  expect(
    lately(event, earlier, ({ rung }) => rung === 'fresh'),
    'replaced',
  ).toBeLessThan(project.policy.restart.max)
}

/**
 * The czar asks one agent at most `nudges` questions about one kind of concern. A limit for each period holds in any
 * case. A refusal is answered once.
 */
function checkQuestion(
  event: Climbed,
  { state, before, earlier }: Pick<Moment, 'state' | 'earlier'> & { readonly before: readonly Climb[] },
): void {
  const { nudges, restart } = project.policy
  // In a long turn, texts wait for its end. In a long turn, one question of each kind may wait.
  const isInTurn = state.workers[event.worker]?.agent?.turn === 'busy'
  const questions = state.messages.filter(({ worker, kind }) => worker === event.worker && (kind === 'nudge' || kind === 'restate'))
  const waiting = questions.filter(({ facts }) => !isInTurn || facts['about'] === event.about)
  expect(waiting.length, 'one question at a time').toBe(0)
  if (event.matter === 'refusal') return expect(before.filter(isOfRefusal).length, 'a refusal is answered once').toBe(0)
  const toThisAgent = before.slice(before.findLastIndex(({ rung }) => rung === 'fresh') + 1)
  const asked = toThisAgent.filter(step => isQuestion(step) && step.about === event.about && !isOfRefusal(step))
  expect(asked.length, 'questions to one agent are bounded').toBeLessThan(nudges)
  const inPeriod = lately(event, earlier, step => isQuestion(step) && !isOfRefusal(step))
  expect(inPeriod, 'questions in a period are bounded').toBeLessThan(nudges * (restart.max + 1))
}

type Climbed = Extract<Journaled, { readonly kind: 'ladder.climbed' }>

function isQuestion({ rung }: Pick<Climb, 'rung'>): boolean {
  return rung === 'ask' || rung === 'restate'
}

function isOfRefusal({ matter }: Pick<Climb, 'matter'>): boolean {
  return matter === 'refusal'
}

/** How many steps of the given kind the same assignment had within the period before this step. */
function lately({ assignment, at }: Climbed, { history, index }: Moment['earlier'], isSuch: (step: Climbed) => boolean): number {
  const since = at - project.policy.restart.withinMs
  const steps = history.slice(0, index).filter(event => event.kind === 'ladder.climbed')
  return steps.filter(step => step.assignment === assignment && step.at > since && isSuch(step)).length
}

/** For a paused worker, czar only reads, checks claims and rescues work. */
function ofPauses({ state, event }: Moment): void {
  const worker = 'worker' in event && event.worker !== null ? state.workers[event.worker] : undefined
  // A worker whose session a person closed has no pane left, so czar may clean up.
  if (worker?.paused !== true || worker.stopped !== null) return
  if (event.kind === 'effect.intended')
    expect(['verify', 'look_at_children', 'look_at_git', 'rescue_stray_work'], 'hands off').toContain(event.action)
  expect(['message.pasted', 'assignment.created'], 'hands off').not.toContain(event.kind)
}

/** An alert reports what is open at that moment. Each raised item is reported once, and a failing alert is not repeated for ever. */
function ofAlerts(): Check {
  const told = new Set<number>()
  const tries = new Map<string, number>()
  return ({ state, event }) => {
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
  }
}

/** The text for a person names exactly the steps in the journal. */
function ofWordsForPeople({ state, event, earlier: { history } }: Moment): void {
  if (event.kind !== 'attention.raised' || !event.text.includes('makes no progress')) return
  const assignment = state.workers[event.worker ?? '']?.assignment ?? ''
  expect(event.text).toContain(`; ${triedInJournal(history, assignment, event.seq)}`)
}

/** Between more than max + 1 starts in a period, there must be a person's action, or an end that was no failure. */
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

test("a bonus task goes only to a living worker whose own work and whose task's dependencies are verified", () => {
  fc.assert(
    fc.property(dice, rolls => {
      const world = playAtRandom(rolls, () => {})
      playHonestly(world)
      let state = emptyState
      for (const event of world.history) {
        if (event.kind === 'assignment.created' && event.assignmentKind === 'bonus') {
          const worker = state.workers[event.worker]
          expect(worker?.agent?.exit, 'alive').toBeNull()
          expect(worker === undefined ? null : ownTask(state, worker)?.state).toBe('verified')
          expect([null, event.worker], 'for whom a person keeps it').toContain(state.tasks[event.task]?.reservedFor)
          for (const id of state.tasks[event.task]?.after ?? []) expect(state.tasks[id]?.state).toBe('verified')
        }
        state = fold(state, event)
      }
    }),
    { numRuns: 30 },
  )
})

/**
 * Tasks that are neither proven nor failed, are not blocked by a failed task, and whose worker's session no person has
 * closed.
 */
function unfinished({ state }: World): readonly string[] {
  return Object.values(state.tasks)
    .filter(task => state.workers[task.worker ?? task.id]?.stopped == null)
    .filter(task => task.state === 'assigned' || (task.state === 'waiting' && state.czar.phase !== 'finished'))
    .map(task => `${task.id} is ${task.state}, phase ${state.czar.phase}`)
}

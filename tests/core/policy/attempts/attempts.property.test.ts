import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Journaled } from '../../../../src/core/events/event.ts'
import { boarding } from '../../../../src/core/landing/boarding.ts'
import type { TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import { decide } from '../../../../src/core/policy/decide/decide.ts'
import { emptyState } from '../../../../src/core/state/empty.ts'
import { attemptsAt } from '../../../../src/core/state/facts/attempts.ts'
import { fold } from '../../../../src/core/state/fold.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import { countTasks } from '../../../../src/core/views/task-counts.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aBonus, aProject, aWorker } from '../../../support/builders/a-project.ts'
import { attemptsOf } from '../../../support/builders/attempts.ts'
import { dice, playAtRandom } from '../../../support/worlds/random-history.ts'
import { playHonestly, settle, sha, type World } from '../../../support/worlds/world.ts'

const TASKS = ['api', 'search'] as const

const project = aProject({
  concurrency: 3,
  workers: [
    ...attemptsOf('api', 3, 'first'),
    ...attemptsOf('search', 2, 'best'),
    aWorker('docs', { dependsOn: ['api' as WorkerId] }),
    aWorker('tests', { dependsOn: ['search' as WorkerId], waitForDependencies: false }),
  ],
  bonus: [aBonus('bench', { after: ['api' as TaskId, 'search' as TaskId] })],
})

const withTrain = { ...project, policy: { ...aPolicy, merge: { mode: 'omnibus' as const, test: [], contentLoss: 1 } } }

test('random histories with attempts have one winner for each task, nothing of a loser is merged, and the losers end', () => {
  let settled = 0
  const seen = { winners: 0, candidates: 0 }
  fc.assert(
    fc.property(dice, rolls => {
      playAtRandom(rolls, checkState, withTrain)
      const world = playAtRandom(rolls, checkState, project)
      world.now += 3_600_000
      settle(world)
      playHonestly(world)
      checkState(world)
      checkHistory(world)
      checkBoarding(world, seen)
      checkEnd(world)
      settled += winnersIn(world).length
    }),
    { numRuns: 30, endOnFailure: true },
  )
  expect(settled).toBeGreaterThan(30)
  expect(seen.winners, 'winners that may be merged').toBeGreaterThan(30)
  expect(seen.candidates, 'proven attempts that wait for a winner').toBeGreaterThan(0)
})

function winnersIn({ history }: World) {
  return history.flatMap(event => (event.kind === 'attempts.settled' ? [event] : []))
}

function checkState({ state }: World): void {
  for (const name of TASKS) {
    const attempts = attemptsAt(state, name as TaskId)
    const winner = state.attempts?.[name]?.winner ?? null
    const counts = attempts.filter(({ state: how }) => how === 'verified' || how === 'stale')
    expect(counts.map(({ id }) => id).filter(id => id !== winner)).toEqual([])
    if (winner === null) continue
    for (const loser of attempts.filter(({ id }) => id !== winner)) {
      expect(loser).toMatchObject({ state: 'dropped', verified: null })
      expect(state.workers[loser.id]?.assignment).toBeNull()
    }
    for (const { after } of Object.values(state.tasks)) if (winner !== name) expect(after).not.toContain(name)
  }
  const { wanted } = countTasks(Object.values(state.tasks))
  const others = Object.values(state.tasks).filter(task => task.attempt === undefined && task.state !== 'dropped')
  const tried = TASKS.filter(name => attemptsAt(state, name as TaskId).some(({ state: how }) => how !== 'dropped'))
  expect(wanted).toBe(others.length + tried.length)
}

/** Goes through the journal again: the same events give the same winners, and a dependant never begins before there is one. */
function checkHistory(world: World): void {
  const settled = winnersIn(world)
  expect(new Set(settled.map(({ task }) => task)).size).toBe(settled.length)
  let state = emptyState
  for (const event of world.history) {
    checkBegun(state, event)
    state = fold(state, event)
  }
  expect(state.attempts).toEqual(world.state.attempts)
  for (const { seq, winner, task } of settled) expect(decidedAgain(world.history, seq)).toMatchObject({ task, winner })
}

function checkBegun(state: State, event: Journaled): void {
  if (event.kind !== 'assignment.created' || (event.task !== 'docs' && event.task !== 'bench')) return
  expect(state.attempts?.['api']).toBeDefined()
  if (event.task === 'bench') expect(state.attempts?.['search']).toBeDefined()
}

/** After every event, of the attempts at a task only the winner may go onto the train. Counts the winners and the proven attempts that wait. */
function checkBoarding({ history }: World, seen: { winners: number; candidates: number }): void {
  let state = emptyState
  for (const event of history) {
    const { tasks } = state
    state = fold(state, event)
    if (tasks === state.tasks) continue
    const { train } = fold(state, { kind: 'train.begun', base: sha('base'), seq: event.seq + 1, at: event.at })
    if (train === null) throw new Error('no train has begun')
    const names = boarding(state, train, () => true).map(({ task }) => task)
    for (const { id, attempt, state: how } of Object.values(state.tasks)) {
      if (attempt === undefined) continue
      const isWinner = state.attempts?.[attempt.task]?.winner === id
      expect(isWinner || !names.includes(id), `${id} may be merged without having won`).toBe(true)
      seen.winners += isWinner && names.includes(id) ? 1 : 0
      seen.candidates += how === 'candidate' ? 1 : 0
    }
  }
}

/** The decisions of a czar that was killed just before it recorded the winner, and that reads the journal up to that point. */
function decidedAgain(history: readonly Journaled[], seq: number) {
  const before = history.filter(event => event.seq < seq)
  const last = before.at(-1)
  const epoch = before.filter(({ kind }) => kind === 'czar.started').length + 1
  const again = { kind: 'czar.started', epoch, pid: 2, host: 'here', version: '0', seq, at: last?.at ?? 0 } as const
  let state = [...before, again].reduce(fold, emptyState)
  for (let round = 0; round < 20; round++) {
    const records = decide(state, last?.at ?? 0).decisions.flatMap(decision => (decision.kind === 'record' ? [decision.event] : []))
    const found = records.find(({ kind }) => kind === 'attempts.settled')
    if (found !== undefined) return found
    state = records.reduce((next, event) => fold(next, { ...event, seq: next.seq + 1, at: last?.at ?? 0 }), state)
  }
  return null
}

function checkEnd({ state }: World): void {
  expect(state.czar.phase).toBe('finished')
  for (const name of TASKS) {
    const settled = state.attempts?.[name]
    if (settled === undefined) {
      expect(attemptsAt(state, name as TaskId).filter(({ state: how }) => how === 'candidate')).toEqual([])
      continue
    }
    const losers = settled.attempts.filter(({ task }) => task !== settled.winner).map(({ task }) => task)
    expect(Object.keys(settled.kept).toSorted()).toEqual(losers.toSorted())
    for (const loser of losers) expect(state.workers[loser]?.agent).toBeNull()
  }
}

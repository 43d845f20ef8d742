import { expect, test } from 'vitest'
import { isSuspect, whyNotBegun } from '../../../../src/core/claims/gates/deadly-checks.ts'
import type { CommitSha, EffectId, WorkerId } from '../../../../src/core/model/ids.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { aStory, say } from '../../../support/worlds/story.ts'
import { restartCzar, type World } from '../../../support/worlds/world.ts'

const TEST = 'npm test'

function aWorld(): World {
  return aStory({ workers: ['one', 'two', 'three'].map(id => aWorker(id)) })
}

function starts(world: World, worker: string, { command = TEST, commit = 'work' } = {}): void {
  say(world, { kind: 'check.started', ...ids(worker), command, commit: commit as CommitSha })
}

function ids(worker: string): { worker: WorkerId; effect: EffectId } {
  return { worker: worker as WorkerId, effect: `verify:${worker}.1` as EffectId }
}

function why(world: World, worker: string, { command = TEST, commit = 'work' } = {}): string | null {
  return whyNotBegun(world.state, ids(worker).effect, { worker: worker as WorkerId, command, commit: commit as CommitSha })
}

function dieDuring(world: World, ...workers: readonly string[]): void {
  for (const worker of workers) starts(world, worker)
  restartCzar(world)
}

test('fault 81: a check during which the czar died once runs once more, alone; after two deaths it is not started again', () => {
  const world = aWorld()
  dieDuring(world, 'one')
  expect([why(world, 'one'), isSuspect(world.state, ids('one').effect, TEST)]).toEqual([null, true])
  expect(isSuspect(world.state, ids('two').effect, TEST)).toBe(false)
  dieDuring(world, 'one')
  expect(why(world, 'one')).toContain('czar died 2 times while it ran')
  expect(why(world, 'two'), 'of other work little is known').toBe(null)
})

test('after new work a deadly check gets one more try, and after a third death none', () => {
  const world = aWorld()
  dieDuring(world, 'one')
  dieDuring(world, 'one')
  expect(why(world, 'one', { commit: 'mended' })).toBe(null)
  starts(world, 'one', { commit: 'mended' })
  restartCzar(world)
  expect(why(world, 'one', { commit: 'once more' })).toContain('3 times')
})

test('a command that ended while the czar ran does not count as deadly, whatever its status', () => {
  const world = aWorld()
  dieDuring(world, 'one')
  starts(world, 'one')
  say(world, { kind: 'effect.failed', effect: ids('one').effect, reason: 'it broke' })
  expect(world.state.deadly).toEqual([])
  dieDuring(world, 'one')
  starts(world, 'one')
  starts(world, 'one', { command: 'npm run lint' })
  expect(world.state.deadly, 'the first one has ended when the next one begins').toEqual([])
})

test('a czar that exits or stops does not count as dead', () => {
  const world = aWorld()
  starts(world, 'one')
  say(world, { kind: 'czar.let_go', reason: 'signal' })
  restartCzar(world)
  expect(world.state).toMatchObject({ running: {}, deadly: [] })
})

test('if the czar died while several commands ran, each is suspected, but none is blocked for all workers', () => {
  const world = aWorld()
  dieDuring(world, 'one', 'two', 'three')
  dieDuring(world, 'one', 'two', 'three')
  expect(world.state.deadly.map(({ deaths, alone }) => [deaths, alone])).toEqual([
    [2, 0],
    [2, 0],
    [2, 0],
  ])
})

test('a command during which the czar died for two workers is started for no third worker', () => {
  const world = aWorld()
  dieDuring(world, 'one')
  dieDuring(world, 'two')
  expect(why(world, 'three')).toContain('czar died while it ran for one and two')
  expect(why(world, 'three', { command: 'npm run lint' })).toBe(null)
})

test('a person who asks for a check, or restarts the worker, lets a blocked check run again', () => {
  for (const kind of ['person.verify', 'person.restart'] as const) {
    const world = aWorld()
    dieDuring(world, 'one')
    dieDuring(world, 'one')
    say(world, { kind, worker: 'one' as WorkerId })
    expect(why(world, 'one')).toBe(null)
  }
})

test('a test of a merged tree that is blocked runs again when a person asks for a merge, and the refusal says so', () => {
  const world = aWorld()
  const test = { worker: 'one' as WorkerId, command: TEST, commit: 'tip' as CommitSha }
  const effect = 'test_train:tip' as EffectId
  for (let deaths = 0; deaths < 2; deaths++) {
    say(world, { kind: 'check.started', effect, ...test })
    restartCzar(world)
  }
  expect(whyNotBegun(world.state, effect, test)).toContain('`czar merge` lets it run once more')
  say(world, { kind: 'train.asked', base: 'base' as CommitSha, only: null, without: [] })
  expect(whyNotBegun(world.state, effect, test)).toBe(null)
})

test('a death while the command ran on base counts too, so that the watchdog does not give up', () => {
  const world = aWorld()
  say(world, { kind: 'base_gates.started', base: 'base' as CommitSha, command: TEST })
  restartCzar(world)
  expect([why(world, 'one'), isSuspect(world.state, ids('one').effect, TEST)]).toEqual([null, true])
  expect(isSuspect(world.state, ids('one').effect, 'npm run lint')).toBe(false)
  dieDuring(world, 'one')
  expect(why(world, 'one')).toContain('czar died 2 times while it ran')
  expect(why(world, 'one', { commit: 'mended' })).toBe(null)
  starts(world, 'one', { commit: 'mended' })
  restartCzar(world)
  expect(why(world, 'one', { commit: 'once more' })).toContain('3 times')
  say(world, { kind: 'base_gates.checked', base: 'moved' as CommitSha, findings: [] })
  expect(isSuspect(world.state, ids('two').effect, TEST)).toBe(false)
})

test('a czar that ends in order while a command runs on base has not died of it', () => {
  const world = aWorld()
  say(world, { kind: 'base_gates.started', base: 'base' as CommitSha, command: TEST }, { kind: 'czar.let_go', reason: 'interrupted' })
  restartCzar(world)
  expect(isSuspect(world.state, ids('one').effect, TEST)).toBe(false)
})

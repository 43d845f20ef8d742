import { expect, test } from 'vitest'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import {
  act,
  aStory,
  asked,
  assignmentOf,
  begin,
  breakDownForGood,
  exit,
  getReady,
  messages,
  pass,
  queue,
  report,
  say,
  turn,
  verdict,
} from '../../support/story.ts'
import { restartCzar, type World } from '../../support/world.ts'

function claim(): World {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'done')
  return world
}

test('a claim is checked before it counts', () => {
  const world = claim()
  expect(asked(world)).toEqual(['verify:one'])
  expect(world.state.tasks['one']?.state).toBe('assigned')
  verdict(world, 'one', 'verified')
  expect(world.state.tasks['one']).toMatchObject({ state: 'verified', verified: { commit: 'work-one' } })
})

test('a rejected claim goes back with what failed, and the third rejection is the end', () => {
  const world = claim()
  for (let attempt = 1; attempt <= 2; attempt++) {
    verdict(world, 'one', 'rejected', ['a test fails'])
    expect(messages(world, 'one')).toMatchObject([{ kind: 'rework', facts: { attempt: String(attempt + 1) } }])
    expect(assignmentOf(world, 'one').lastVerdict).toMatchObject({ reasons: ['a test fails'], tail: 'the tail' })
    turn(world, 'one', 'idle')
    act(world, 'deliver', 'one')
    report(world, 'one', 'done')
  }
  verdict(world, 'one', 'rejected', ['a test fails'])
  expect(world.state.tasks['one']).toMatchObject({ state: 'failed', attempts: 3, failure: 'rejected 3 times, last: a test fails' })
})

test('a check that could not be carried out is tried again, later and later, then the task fails', () => {
  const world = claim()
  for (const waitMs of [3_000, 6_000]) {
    verdict(world, 'one', 'error', ['git did not answer.'])
    pass(world, waitMs - 1)
    expect(asked(world)).toEqual([])
    pass(world, 1)
    expect(asked(world)).toEqual(['verify:one'])
  }
  verdict(world, 'one', 'error', ['git did not answer.'])
  expect(world.state.tasks['one']?.failure).toContain('git did not answer')
})

test('a worker that goes on committing is checked again, however often, and does not fail for it', () => {
  const world = claim()
  for (let commit = 1; commit <= 6; commit++) {
    verdict(world, 'one', 'void', ['The branch moved while it was being checked.'])
    pass(world, 2_999)
    expect(asked(world)).toEqual([])
    pass(world, 1)
    expect(asked(world)).toEqual(['verify:one'])
  }
  verdict(world, 'one', 'verified')
  expect(world.state.tasks['one']?.state).toBe('verified')
})

test('a check whose hand breaks again and again fails the task', () => {
  const world = claim()
  breakDownForGood(world, 'verify', 'one')
  expect(world.state.tasks['one']?.failure).toBe('its claim could not be checked: it broke')
})

test('the claim of a dead agent is checked without bringing it back', () => {
  const world = claim()
  exit(world, 'one')
  pass(world, 60_000)
  expect(asked(world)).not.toContain('start_agent:one')
  act(world, 'end_agent', 'one')
  verdict(world, 'one', 'verified')
  expect(world.state.czar.phase).toBe('finished')
})

test('a rejected claim of a dead agent goes to a fresh one, whose brief tells of the rejection', () => {
  const world = claim()
  exit(world, 'one')
  act(world, 'end_agent', 'one')
  verdict(world, 'one', 'rejected', ['a test fails'])
  pass(world, 10_000)
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(queue(world, 'one')).toEqual(['brief'])
  act(world, 'deliver', 'one')
  expect(queue(world, 'one'), 'it is told once').toEqual([])
  expect(assignmentOf(world, 'one')).toMatchObject({ state: 'rework', rejections: 1, toldRejections: 1 })
})

test('a check that a killed czar left behind is begun again', () => {
  const world = claim()
  const { id } = assignmentOf(world, 'one')
  say(world, { kind: 'verification.started', worker: 'one' as WorkerId, assignment: id, commit: 'work' as never })
  restartCzar(world)
  expect(asked(world)).toEqual(['verify:one'])
})

test('a person may have work checked that was never claimed, also rejected work', () => {
  const world = claim()
  verdict(world, 'one', 'rejected')
  say(world, { kind: 'person.verify', worker: 'one' as WorkerId })
  expect(asked(world)).toContain('verify:one')
  verdict(world, 'one', 'verified')
  expect(world.state.tasks['one']?.state).toBe('verified')
  expect(messages(world, 'one'), 'nobody is told to mend it').toEqual([])
})

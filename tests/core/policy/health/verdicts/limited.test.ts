import { expect, test } from 'vitest'
import { aPolicy } from '../../../../support/builders/a-policy.ts'
import {
  alterAccount,
  alterAgent,
  alterAssignment,
  HOUR_MS,
  meetLimit,
  twoAccounts,
  useTokens,
} from '../../../../support/builders/limited.ts'
import { act, pass, queue, report, turn, workerOf } from '../../../../support/worlds/story.ts'
import { settle, type World } from '../../../../support/worlds/world.ts'
import { toldOf } from '../steps.ts'

const healthOf = (world: World, id: string) => `${workerOf(world, id).health.health} ${workerOf(world, id).health.matter}`

/** A world in which worker one has met the limit, and worker two still works. */
function limited(): World {
  const world = twoAccounts()
  turn(world, 'two', 'busy')
  meetLimit(world, 'one')
  return world
}

test('a limit is reported with the time when it was met', () => {
  const world = twoAccounts()
  pass(world, 5_000)
  meetLimit(world, 'one')
  pass(world, 5_000)
  expect(workerOf(world, 'one').health.evidence).toMatchObject([{ signal: 'agent', at: world.now - 5_000 }])
})

test('a turn that the limit did not interrupt continues as long as new output comes', () => {
  const world = limited()
  expect(healthOf(world, 'two')).toBe('working turn')
  pass(world, aPolicy.stuckAfterMs - 1)
  expect(healthOf(world, 'two')).toBe('working turn')
  pass(world, 1)
  expect(healthOf(world, 'two')).toBe('limited limit')
})

test('a turn that the limit interrupted does not continue, nor does an agent that has ended', () => {
  const cut = limited()
  alterAccount(cut, { cutOff: ['two' as never] })
  const ended = limited()
  alterAgent(ended, 'two', { exit: { at: 1, how: 'exited', status: 1, signal: null, lastScreen: '' } })
  const unseen = limited()
  alterAgent(unseen, 'two', { turn: 'idle' })
  for (const world of [cut, ended, unseen]) {
    settle(world)
    expect(healthOf(world, 'two')).toBe('limited limit')
  }
})

test('no worker waits for a limit of another account', () => {
  expect(healthOf(limited(), 'other')).toBe('working turn')
})

test.each(['claimed', 'verifying'] as const)('a claim (%s) is checked although the account is limited', state => {
  const world = limited()
  report(world, 'three', 'done')
  alterAssignment(world, 'three', { state })
  settle(world)
  expect(healthOf(world, 'three')).toBe('working claim')
})

test('after a limit the workers are told to continue one after the other, and until then count as waiting', () => {
  const world = twoAccounts()
  meetLimit(world, 'one')
  meetLimit(world, 'two')
  pass(world, HOUR_MS + 10_000)
  expect(toldOf(world, 'two')[0]).toBe('limited limit: waits for a used-up quota of account scripted; one tries whether it is over')
  expect(queue(world, 'one')).toEqual(['go_on'])
  expect(healthOf(world, 'one'), 'it is told to try').toBe('limited limit')
  act(world, 'deliver', 'one')
  expect(healthOf(world, 'one')).toBe('working turn')
  pass(world, 1)
  useTokens(world, 'one')
  const over = 'limited limit: waits for a used-up quota of account scripted, which is over: it goes on in a moment'
  expect(toldOf(world, 'two')[0]).toBe(over)
  for (let wait = 0; wait < 4 && queue(world, 'two').length === 0; wait++) pass(world, 5_000)
  expect(queue(world, 'two')).toEqual(['go_on'])
  expect(toldOf(world, 'two')[0]).toBe(over)
  act(world, 'deliver', 'two')
  expect(healthOf(world, 'two')).toBe('working turn')
})

test('another text that waits for a worker that may continue is no limit', () => {
  const world = twoAccounts()
  meetLimit(world, 'one')
  alterAccount(world, { releasedAt: world.now, queue: [] })
  turn(world, 'one', 'idle')
  pass(world, aPolicy.idleAfterMs)
  expect(queue(world, 'one')).toEqual(['nudge'])
  expect(healthOf(world, 'one')).toBe('idle idle')
})

test('a reset at the very moment when the limit was met does not show when it ends', () => {
  const world = twoAccounts()
  meetLimit(world, 'one', { resetAt: world.now })
  expect(toldOf(world, 'one')[0]).toMatch(/; next try at /)
})

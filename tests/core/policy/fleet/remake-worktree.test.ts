import { expect, test } from 'vitest'
import type { GoneFolder } from '../../../../src/core/events/worktree-event.ts'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import {
  act,
  aStory,
  asked,
  assignmentOf,
  attention,
  begin,
  exit,
  getReady,
  pass,
  queue,
  report,
  say,
  told,
  turn,
  verdict,
  workerOf,
} from '../../../support/worlds/story.ts'
import { observed, type World } from '../../../support/worlds/world.ts'

const one = 'one' as WorkerId
const GRACE_MS = aPolicy.idleAfterMs

function atWork(): World {
  const world = aStory({ workers: [aWorker('one')] })
  begin(world, 'one')
  report(world, 'one', 'ack')
  turn(world, 'one', 'busy')
  return world
}

function lose(world: World, folder: GoneFolder | null = 'lost'): void {
  const reason = 'the folder is missing'
  say(world, { kind: 'git.missing', worker: one, reason, ...(folder === null ? {} : { folder }) })
}

/** The agent is ended, the worktree is made again, and a fresh agent gets its brief. */
function remake(world: World): void {
  if (workerOf(world, 'one').agent !== null) act(world, 'end_agent', 'one')
  expect(asked(world)).toEqual(['prepare_worktree:one'])
  act(world, 'prepare_worktree', 'one')
  expect(attention(world)).toEqual([])
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(queue(world, 'one')).toEqual(['brief'])
  act(world, 'deliver', 'one')
}

test('fault 141: a worktree whose folder was deleted is made again after a grace period, and a fresh agent gets the brief', () => {
  const world = atWork()
  lose(world)
  expect(attention(world)).toEqual(['worktree:one'])
  pass(world, GRACE_MS - 1)
  expect(asked(world)).toEqual([])
  pass(world, 1)
  expect(asked(world)).toEqual(['end_agent:one'])
  remake(world)
  expect(workerOf(world, 'one')).toMatchObject({ incarnation: 2, missing: null, gone: null, remade: [expect.any(Number)] })
  expect(assignmentOf(world, 'one').acknowledged).toBeNull()
})

test('a folder that returns within the grace period is no attention item, and a person may restart the worker earlier', () => {
  const back = atWork()
  lose(back)
  pass(back, GRACE_MS - 1)
  say(back, observed(workerOf(back, 'one'), 'start'))
  pass(back, GRACE_MS)
  expect(told(back, 'worktree.lost')).toEqual([])
  const quick = atWork()
  lose(quick)
  say(quick, { kind: 'person.restart', worker: one })
  remake(quick)
  pass(quick, GRACE_MS)
  expect(told(quick, 'worktree.lost')).toEqual([])
})

test('a folder that was moved, or cannot be read, and one of a paused or stopped worker, are left alone', () => {
  const away = atWork()
  lose(away, 'away')
  const unread = atWork()
  lose(unread, null)
  const paused = atWork()
  say(paused, { kind: 'person.paused', worker: one })
  lose(paused)
  const stopped = atWork()
  say(stopped, { kind: 'person.stop', worker: one })
  act(stopped, 'end_agent', 'one')
  lose(stopped)
  for (const world of [away, unread, paused, stopped]) {
    pass(world, 3 * GRACE_MS)
    expect(told(world, 'worktree.lost')).toEqual([])
    if (world !== stopped) expect(attention(world)).toContain('worktree:one')
  }
  say(paused, { kind: 'person.resumed', worker: one })
  pass(paused, GRACE_MS)
  expect(told(paused, 'worktree.lost')).toHaveLength(1)
})

test('no agent is started in a missing folder, however the last agent ended, and no restart is used up', () => {
  const world = atWork()
  lose(world, 'away')
  exit(world, 'one')
  pass(world, 10 * GRACE_MS)
  expect(asked(world)).toEqual([])
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'crashed' })
  expect(world.state.tasks['one']?.state).toBe('assigned')
  lose(world, 'lost')
  pass(world, GRACE_MS)
  expect(told(world, 'worktree.lost')).toHaveLength(1)
})

test('a claim waits for its worktree, also the claim of an agent that deleted the worktree and ended', () => {
  const world = atWork()
  lose(world)
  report(world, 'one', 'done')
  turn(world, 'one', 'idle')
  expect(asked(world)).toEqual([])
  exit(world, 'one')
  pass(world, GRACE_MS)
  if (asked(world).includes('end_agent:one')) act(world, 'end_agent', 'one')
  act(world, 'prepare_worktree', 'one')
  expect(asked(world)).toEqual(['verify:one'])
  verdict(world, 'one', 'verified')
  expect(world.state.tasks['one']?.state).toBe('verified')
})

test('a worker that deletes its worktree repeatedly is an attention item until the period is over', () => {
  const world = atWork()
  const startedAt = world.now
  for (let time = 0; time < aPolicy.restart.max; time++) {
    lose(world)
    pass(world, GRACE_MS)
    remake(world)
    turn(world, 'one', 'busy')
  }
  lose(world)
  turn(world, 'one', 'idle')
  pass(world, 20 * GRACE_MS)
  expect(told(world, 'worktree.lost')).toHaveLength(aPolicy.restart.max)
  expect(attention(world)).toEqual(['worktree:one'])
  expect(told(world, 'ladder.climbed'), 'it cannot do what it is asked').toEqual([])
  pass(world, startedAt + GRACE_MS + aPolicy.restart.withinMs - world.now)
  expect(told(world, 'worktree.lost')).toHaveLength(aPolicy.restart.max + 1)
})

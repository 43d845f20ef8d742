import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import {
  about,
  act,
  agentOf,
  aStory,
  asked,
  attention,
  begin,
  breakDownForGood,
  exit,
  getReady,
  pass,
  queue,
  say,
  told,
  turn,
  workerOf,
} from '../../../support/worlds/story.ts'
import { restartCzar, type World } from '../../../support/worlds/world.ts'

const one = 'one' as WorkerId

function started(): World {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  return world
}

function show(world: World, keys: readonly string[] | null): void {
  say(world, { kind: 'agent.dialog', ...about(world, 'one'), text: 'Trust this folder?', keys })
}

test('an agent that is not ready in time is ended and started again', () => {
  const world = started()
  pass(world, 59_999)
  expect(asked(world)).toEqual([])
  pass(world, 1)
  expect(world.deeds[0]?.action).toMatchObject({ do: 'end_agent', reason: 'not_ready' })
  act(world, 'end_agent', 'one')
  pass(world, 10_000)
  expect(world.deeds[0]?.action).toMatchObject({ do: 'start_agent', incarnation: 2 })
})

test('a known dialog is answered three times at most, then a person is asked; an agent that gets ready settles this', () => {
  const world = started()
  for (let time = 1; time <= 3; time++) {
    show(world, ['Enter'])
    expect(world.deeds[0]?.action).toMatchObject({ do: 'answer_dialog', keys: ['Enter'] })
    act(world, 'answer_dialog', 'one')
  }
  show(world, ['Enter'])
  expect(asked(world)).toEqual([])
  expect(attention(world)).toEqual(['dialog:one'])
  getReady(world, 'one')
  expect(attention(world)).toEqual([])
  expect(asked(world)).toEqual(['deliver:one'])
})

test('an unknown dialog is never answered, only shown to a person, however long it stands', () => {
  const world = started()
  show(world, null)
  pass(world, 3_600_000)
  expect(asked(world)).toEqual([])
  expect(attention(world)).toEqual(['dialog:one'])
})

test('the same attention item is raised once, settled once, and raised again when it returns', () => {
  const world = started()
  for (let time = 0; time < 3; time++) show(world, null)
  expect(told(world, 'attention.raised')).toHaveLength(1)
  getReady(world, 'one')
  getReady(world, 'one')
  expect(told(world, 'attention.settled')).toHaveLength(1)
  show(world, null)
  expect(told(world, 'attention.raised')).toHaveLength(2)
})

test('a dialog that a person answered delays nothing once the agent continues', () => {
  const world = aStory()
  begin(world, 'one')
  show(world, null)
  turn(world, 'one', 'busy')
  turn(world, 'one', 'idle')
  expect(agentOf(world, 'one').dialog).toBeNull()
  expect(attention(world)).toEqual([])
})

test("a dialog's answer that cannot be sent is an attention item", () => {
  const world = started()
  show(world, ['Enter'])
  breakDownForGood(world, 'answer_dialog', 'one')
  expect(attention(world)).toEqual(['effect:answer_dialog:one:1'])
})

test("a person's restart ends the living agent and starts a fresh one at once", () => {
  const world = aStory()
  begin(world, 'one')
  say(world, { kind: 'person.restart', worker: one })
  expect(world.deeds[0]?.action).toMatchObject({ do: 'end_agent', reason: 'restart' })
  act(world, 'end_agent', 'one')
  expect(asked(world)).toEqual(['start_agent:one'])
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(queue(world, 'one')).toEqual(['brief'])
  expect(asked(world), 'the fresh one is not ended').toEqual(['deliver:one'])
})

test('a restart that is requested while the agent is being started does not end the fresh agent', () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  say(world, { kind: 'person.restart', worker: one })
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(asked(world)).toEqual(['deliver:one'])
})

test('a stop that is requested while the agent is being started ends the agent after the start', () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  say(world, { kind: 'person.stop', worker: one })
  act(world, 'start_agent', 'one')
  expect(world.deeds[0]?.action).toMatchObject({ do: 'end_agent', reason: 'stopped' })
})

test('a session that a person closed is not started again until a person asks for it', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  begin(world, 'one')
  exit(world, 'one', 'session-closed')
  expect(attention(world)).toEqual(['closed:one'])
  act(world, 'end_agent', 'one')
  pass(world, 3_600_000)
  expect(asked(world)).not.toContain('start_agent:one')
  say(world, { kind: 'person.restart', worker: one })
  expect(asked(world)).toContain('start_agent:one')
  expect(attention(world)).not.toContain('closed:one')
})

test('agents that were lost with the tmux server are started again after their wait', () => {
  const world = aStory()
  begin(world, 'one')
  exit(world, 'one', 'server-lost')
  expect(workerOf(world, 'one').stopped).toBeNull()
  pass(world, 10_000)
  expect(asked(world)).toEqual(['start_agent:one'])
})

test('a start that a killed czar left is decided again under the same number', () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  restartCzar(world)
  expect(world.deeds.map(({ effect }) => effect)).toEqual(['start_agent:one:1'])
})

test('after a restart command a missing worktree is made before the next agent starts, and an existing one is kept', () => {
  const world = aStory()
  begin(world, 'one')
  say(world, { kind: 'git.missing', worker: one, reason: 'the folder is missing' })
  expect(world.state.attention['worktree:one']).toMatchObject({ hint: expect.stringContaining('czar restart one') })
  expect(asked(world)).toEqual([])
  say(world, { kind: 'person.restart', worker: one })
  act(world, 'end_agent', 'one')
  expect(asked(world)).toEqual(['prepare_worktree:one'])
  act(world, 'prepare_worktree', 'one')
  expect(attention(world)).toEqual([])
  act(world, 'start_agent', 'one')
  say(world, { kind: 'person.restart', worker: one })
  act(world, 'end_agent', 'one')
  expect(asked(world)).toEqual(['start_agent:one'])
})

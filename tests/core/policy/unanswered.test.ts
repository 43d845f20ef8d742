import { expect, test } from 'vitest'
import { act, aStory, asked, attention, pass, say } from '../../support/worlds/story.ts'
import type { World } from '../../support/worlds/world.ts'

const MINUTE = 60_000

/** Lets the action get no answer from its program. */
function hang(world: World): void {
  const [deed] = world.deeds.splice(0, 1)
  if (deed === undefined) throw new Error('nothing was asked for')
  say(world, { kind: 'effect.failed', effect: deed.effect, reason: 'tmux did not answer within 5000 ms', unanswered: true })
}

test('fault 14: an action that a tool does not answer is tried once a minute; a person is told once, and again when it is over', () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  for (let minute = 0; minute < 20; minute++) {
    hang(world)
    pass(world, MINUTE)
    expect(asked(world)).toEqual(['start_agent:one'])
  }
  expect(world.history.filter(event => event.kind === 'attention.raised')).toMatchObject([{ key: 'unanswered' }])
  expect(world.state.tasks['one']?.state).not.toBe('failed')
  act(world, 'start_agent', 'one')
  expect(attention(world)).toEqual([])
})

test('fault 14: after an hour an action that a tool does not answer counts as failed', () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  for (let minute = 0; minute < 60; minute++) {
    hang(world)
    pass(world, MINUTE)
  }
  expect(asked(world)).toEqual([])
  expect(world.state.tasks['one']?.state).toBe('failed')
})

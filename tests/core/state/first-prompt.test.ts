import { expect, test } from 'vitest'
import type { MessageId } from '../../../src/core/model/ids.ts'
import type { PromptKind } from '../../../src/core/model/prompt-kind.ts'
import { about, act, agentOf, aStory, exit, getReady, messages, pass, say } from '../../support/worlds/story.ts'
import { restartCzar } from '../../support/worlds/world.ts'

const prompt: PromptKind = { mark: '>', isOwn: false, greyChars: 0, isAlternate: false, bracketedPaste: true, lineMode: null }

test('fault 113: the prompt on which the first text was accepted is remembered until the next agent', () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  const [brief] = messages(world, 'one')
  const submit = (kind: PromptKind | null) =>
    say(world, {
      ...{ kind: 'message.submitted', ...about(world, 'one'), message: brief?.id as MessageId, receipt: 'its screen' },
      ...{ strength: 'inferred', enters: 1, ...(kind === null ? {} : { prompt: kind }) },
    })
  expect(agentOf(world, 'one').prompt).toBeNull()
  submit(prompt)
  expect(agentOf(world, 'one').prompt).toEqual(prompt)
  restartCzar(world)
  expect(agentOf(world, 'one').prompt).toEqual(prompt)
  exit(world, 'one')
  pass(world, 60_000)
  act(world, 'start_agent', 'one')
  expect(agentOf(world, 'one').prompt).toBeNull()
})

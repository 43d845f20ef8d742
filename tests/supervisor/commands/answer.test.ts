import { expect, test } from 'vitest'
import type { WaitingFor } from '../../../src/core/events/agent-event.ts'
import { aProfile } from '../../support/builders/a-profile.ts'
import { order } from '../../support/worlds/order.ts'
import { about, act, aStory, asked, attention, begin, pass, report, say, turn } from '../../support/worlds/story.ts'
import type { World } from '../../support/worlds/world.ts'

function wait(world: World, waitingFor: WaitingFor, text: string): void {
  say(world, { kind: 'agent.turn', ...about(world, 'one'), turn: 'waiting', waitingFor, evidence: 'hook', strength: 'exact', text })
}

const answer = (world: World, text: string) => order(world, { verb: 'answer', worker: 'one', text })

test('the answer to a question is a text, which is delivered when the agent can take it', () => {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'ack')
  report(world, 'one', 'blocked', { text: 'Which port?' })
  turn(world, 'one', 'idle')
  expect(attention(world)).toContain('question:one')
  expect(answer(world, '8080')).toMatchObject({ ok: true })
  act(world, 'deliver', 'one')
  expect(attention(world)).not.toContain('question:one')
})

test('a second answer to the same question is refused while the first one is on its way', () => {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'ack')
  report(world, 'one', 'blocked', { text: 'Which port?' })
  expect(answer(world, '8080')).toMatchObject({ ok: true })
  expect(answer(world, '9090')).toMatchObject({ ok: false, message: expect.stringContaining('gets another answer already') })
  expect(answer(world, '9090')).toMatchObject({ message: expect.stringContaining('8080') })
  turn(world, 'one', 'idle')
  act(world, 'deliver', 'one')
  report(world, 'one', 'blocked', { text: 'Which host?' })
  expect(answer(world, 'localhost'), 'the next question').toMatchObject({ ok: true })
})

test('what a person told the worker before it asked is no answer', () => {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'ack')
  order(world, { verb: 'tell', worker: 'one', text: 'Use tabs.' })
  pass(world, 1_000)
  report(world, 'one', 'blocked', { text: 'Which port?' })
  expect(answer(world, '8080')).toMatchObject({ ok: true })
})

test('a second answer to a permission request presses no keys, unless the first one was lost', () => {
  const world = aStory()
  begin(world, 'one')
  wait(world, 'permission', 'Bash(ls)')
  expect(answer(world, 'yes')).toMatchObject({ ok: true })
  expect(answer(world, 'no')).toMatchObject({ ok: false, message: expect.stringContaining('gets another answer already: Bash(ls)') })
  act(world, 'answer_dialog', 'one')
  expect(answer(world, 'yes')).toMatchObject({ ok: false })
  expect(asked(world)).not.toContain('answer_dialog:one')
  pass(world, 10_000)
  expect(answer(world, 'yes')).toMatchObject({ ok: true })
})

test.each([
  ['yes', ['Enter']],
  [' N ', ['Down', 'Enter']],
])('the answer %s to a permission request presses the right keys, once', (text, keys) => {
  const world = aStory()
  begin(world, 'one')
  wait(world, 'permission', 'Bash(rm -rf build)')
  expect(answer(world, text)).toMatchObject({ ok: true, message: expect.stringContaining('Bash(rm -rf build)') })
  expect(world.deeds.find(({ action }) => action.do === 'answer_dialog')?.action).toMatchObject({ keys })
  act(world, 'answer_dialog', 'one')
  expect(asked(world)).not.toContain('answer_dialog:one')
})

test.each([
  ['Bash: npm publish', ['y']],
  ['mcp__czar__run: npm publish', ['Enter']],
])('Codex gets other keys for a shell command than for an MCP tool: %s', (wish, keys) => {
  const world = aStory({ agents: { scripted: aProfile({ kind: 'codex' }) } })
  begin(world, 'one')
  wait(world, 'permission', wish)
  expect(answer(world, 'yes')).toMatchObject({ ok: true })
  expect(world.deeds.find(({ action }) => action.do === 'answer_dialog')?.action).toMatchObject({ keys })
})

test('an answer is for the permission request that was shown, not for a later one', () => {
  const world = aStory()
  begin(world, 'one')
  wait(world, 'permission', 'Bash(ls)')
  const permitted = { kind: 'person.permitted', ...about(world, 'one'), isAllowed: true, asked: 'Bash(ls)', keys: ['Enter'] } as const
  wait(world, 'permission', 'Bash(rm -rf /)')
  say(world, permitted)
  expect(asked(world)).not.toContain('answer_dialog:one')
  order(world, { verb: 'pause', worker: 'one' })
  answer(world, 'yes')
  wait(world, 'permission', 'Bash(another)')
  order(world, { verb: 'resume', worker: 'one' })
  expect(asked(world), 'the one that was answered is gone').not.toContain('answer_dialog:one')
})

test.each<[string, (world: World) => void, string, object]>([
  [
    'nothing is asked',
    () => {},
    'yes',
    { message: expect.stringContaining('one asks nothing'), hint: expect.stringContaining('no worker asks anything') },
  ],
  [
    'a permission is asked for',
    world => wait(world, 'permission', 'Bash(ls)'),
    'maybe',
    { message: expect.stringContaining('yes or no: Bash(ls)') },
  ],
  [
    'only keys help',
    world => wait(world, 'dialog', 'Choose one'),
    'x',
    { message: expect.stringContaining('Choose one'), hint: 'czar attach one' },
  ],
])('when %s, an answer is refused with the next command', (_when, happens, text, expected) => {
  const world = aStory()
  begin(world, 'one')
  happens(world)
  expect(answer(world, text)).toMatchObject({ ok: false, ...expected })
})

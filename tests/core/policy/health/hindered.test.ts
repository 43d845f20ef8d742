import { expect, test } from 'vitest'
import type { Hindrance } from '../../../../src/core/model/program.ts'
import {
  about,
  act,
  aReadyStory,
  aStory,
  asked,
  attention,
  begin,
  getReady,
  pass,
  report,
  say,
  turn,
  verdict,
  workerOf,
} from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'

const HOOKS: Hindrance = {
  kind: 'hooks',
  says: 'disableAllHooks in /h/settings.json switches off the hooks',
  mend: 'take disableAllHooks out of /h/settings.json',
}
const ENTER: Hindrance = {
  kind: 'enter',
  says: 'input_submit in /h/tui.json is "ctrl+s"',
  mend: 'add return to input_submit in /h/tui.json',
}

/** Worker one's agent has started, and its program reports these settings. */
function started(...hindrances: readonly Hindrance[]): World {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  find(world, ...hindrances)
  return world
}

function find(world: World, ...hindrances: readonly Hindrance[]): void {
  say(world, { kind: 'program.hindered', ...about(world, 'one'), hindrances })
}

function open(world: World) {
  return Object.values(world.state.attention).filter(({ settledAt }) => settledAt === null)
}

function endsNotReady(world: World): void {
  pass(world, Object.values(world.state.project?.agents ?? {})[0]?.startWithinMs ?? 0)
  act(world, 'end_agent', 'one')
}

test('fault 103: with hooks switched off, a screen at rest is reported with that cause and the command that corrects it', () => {
  const world = started(HOOKS)
  say(world, { kind: 'agent.dialog', ...about(world, 'one'), text: 'Welcome', keys: null })
  const [matter] = open(world)
  expect(matter?.text).toMatch(/rests on a screen .*: Welcome; disableAllHooks in \/h\/settings\.json switches off the hooks$/)
  expect(matter?.hint).toBe('czar restart one   # first take disableAllHooks out of /h/settings.json')
  expect(workerOf(world, 'one').health.reason).toMatch(/; disableAllHooks in \/h\/settings\.json/)
})

test('fault 103: an agent that never becomes ready is reported with the hindering setting after its first end, and when its task has failed', () => {
  const world = started(HOOKS)
  expect(attention(world)).toEqual([])
  endsNotReady(world)
  expect(open(world)).toMatchObject([
    { key: 'hindered:one', hint: 'czar restart one   # first take disableAllHooks out of /h/settings.json' },
  ])
  for (let starts = 0; starts < 8 && world.state.tasks['one']?.state !== 'failed'; starts++) {
    pass(world, 30_000)
    if (asked(world).includes('start_agent:one')) act(world, 'start_agent', 'one')
    if (workerOf(world, 'one').agent !== null) endsNotReady(world)
  }
  expect(world.state.tasks['one']?.state).toBe('failed')
  const failed = open(world).find(({ key }) => key === 'failed:one')
  expect(failed?.text).toMatch(/did not get ready; disableAllHooks in/)
  expect(failed?.hint).toBe('czar restart one   # first take disableAllHooks out of /h/settings.json')
  expect(attention(world)).not.toContain('hindered:one')
})

test('a text that stays in the composer is reported with the key binding that does not send it', () => {
  const world = aReadyStory()
  find(world, ENTER)
  const deed = world.deeds.find(({ action }) => action.do === 'deliver')
  if (deed?.action.do !== 'deliver') throw new Error('nothing is being delivered')
  const { message, incarnation } = deed.action
  world.deeds.splice(world.deeds.indexOf(deed), 1)
  const held = { kind: 'message.held', worker: workerOf(world, 'one').id, message, incarnation, by: 'draft', chars: 40 } as const
  say(world, held, { kind: 'effect.done', effect: deed.effect })
  pass(world, 600_000)
  expect(open(world)).toMatchObject([
    { key: 'held:one', text: /; input_submit in/, hint: 'czar restart one   # first add return to input_submit in /h/tui.json' },
  ])
  expect(workerOf(world, 'one').health.reason).toMatch(/draft of 40 characters is in its input field; input_submit/)
})

test('signals that arrive nevertheless show that the setting is not the cause', () => {
  const world = started(HOOKS)
  pass(world, 1_000)
  getReady(world, 'one')
  act(world, 'deliver', 'one')
  turn(world, 'one', 'busy')
  say(world, { kind: 'agent.dialog', ...about(world, 'one'), text: 'Welcome', keys: null })
  expect(open(world)).toMatchObject([{ key: 'dialog:one', hint: 'czar attach one' }])
  const sent = aStory()
  begin(sent, 'one')
  find(sent, ENTER)
  turn(sent, 'one', 'waiting')
  expect(
    open(sent)
      .map(({ text }) => text)
      .join(),
  ).not.toContain('input_submit')
})

test('a setting that stops an agent from working counts as the cause until the agent acknowledges its task', () => {
  const work: Hindrance = { kind: 'work', says: 'tools.core in /h/settings.json leaves it without a shell', mend: 'take tools.core out' }
  const world = aStory()
  begin(world, 'one')
  find(world, work)
  turn(world, 'one', 'waiting')
  expect(open(world)).toMatchObject([{ key: 'waiting:one', text: /; tools\.core in \/h\/settings\.json/ }])
  report(world, 'one', 'ack')
  turn(world, 'one', 'busy')
  turn(world, 'one', 'waiting')
  expect(
    open(world)
      .map(({ text }) => text)
      .join(),
  ).not.toContain('tools.core')
})

test('a setting that is changed while the agent runs counts as the cause of later problems only', () => {
  const world = aStory()
  begin(world, 'one')
  pass(world, 1_000)
  find(world, HOOKS)
  turn(world, 'one', 'waiting')
  // A permission is still answered in the usual way.
  expect(open(world)).toMatchObject([{ key: 'waiting:one', text: /; disableAllHooks/, hint: 'czar answer one yes' }])
})

test('a problem that the setting cannot cause is reported without it', () => {
  const world = started(HOOKS)
  getReady(world, 'one')
  act(world, 'deliver', 'one')
  find(world, HOOKS)
  report(world, 'one', 'blocked', { text: 'Which port?' })
  expect(open(world)).toMatchObject([{ key: 'question:one', text: 'one is blocked: Which port?' }])
  report(world, 'one', 'done')
  for (let attempts = 0; attempts < 9 && world.state.tasks['one']?.state !== 'failed'; attempts++) {
    if (asked(world).includes('verify:one')) verdict(world, 'one', 'rejected', ['tests fail'])
    if (asked(world).includes('deliver:one')) act(world, 'deliver', 'one')
    report(world, 'one', 'done')
  }
  expect(
    open(world)
      .map(({ text }) => text)
      .join(),
  ).not.toContain('disableAllHooks')
})

test('settings that were corrected, and those of an earlier agent, are not reported', () => {
  const world = started(HOOKS)
  say(world, { kind: 'agent.dialog', ...about(world, 'one'), text: 'Welcome', keys: null })
  find(world)
  expect(open(world)).toMatchObject([{ hint: 'czar attach one' }])
  say(world, { kind: 'program.hindered', worker: workerOf(world, 'one').id, incarnation: 0, hindrances: [HOOKS] })
  expect(open(world)).toMatchObject([{ hint: 'czar attach one' }])
})

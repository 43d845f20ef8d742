import { expect, test } from 'vitest'
import type { PaneId } from '../../../../src/core/model/ids.ts'
import { createLimitSensor } from '../../../../src/supervisor/sensors/screen/limit-sensor.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { aSession } from '../../../support/fakes/terminal.ts'
import { act, aStory, begin, exit, pass, told, workerOf } from '../../../support/worlds/story.ts'
import { happen, type World } from '../../../support/worlds/world.ts'

const BANNER = 'Rate limit hit, try again at 3pm (Europe/Berlin)'
const PATTERN = '^Rate limit hit(?:, try again (?:at )?(?<reset>.*))?'

function aBot(): World {
  const limits = [{ screen: PATTERN, limit: 'rate', lines: 3 } as const]
  const world = aStory({ agents: { scripted: aProfile({ kind: 'command', limits }) } })
  begin(world, 'one')
  return world
}

function watching(world: World, keptText: string | null = null) {
  const base = someHands(world)
  const hands = { ...base, texts: { ...base.texts, kept: () => keptText } }
  hands.terminal.sessions = [aSession()]
  const sensor = createLimitSensor({ hands, state: () => world.state, observe: (...events) => happen(world, ...events) })
  /** Lets the terminal show this screen for this many ms. */
  async function shows(screen: string, ms = 5_000): Promise<void> {
    hands.terminal.screens.set('%one' as PaneId, screen)
    sensor.onOutput(workerOf(world, 'one'))
    await hands.clock.pass(ms)
    world.now = hands.clock.now()
  }
  return { sensor, shows, hands }
}

test('a limit that stays on the screen is reported once, as inferred, with its reset in its own time zone', async () => {
  const world = aBot()
  world.now = Date.parse('2026-11-21T12:00:00Z')
  const { shows } = watching(world)
  await shows(`working\n${BANNER}\nbot>`, 3_900)
  expect(told(world, 'agent.limited')).toEqual([])
  await shows(`working\n${BANNER}\nbot>`)
  await shows(`working\n${BANNER}\nbot> `)
  expect(told(world, 'agent.limited')).toMatchObject([
    {
      worker: 'one',
      account: 'scripted',
      limit: 'rate',
      text: BANNER,
      strength: 'inferred',
      resetAt: Date.parse('2026-11-21T14:00:00Z'),
    },
  ])
})

test.each([
  ['in 5 minutes', 300_000],
  ['in 90s', 90_000],
  ['when it pleases us', null],
])('with "try again %s" the limit lasts as long as it says', async (words, ms) => {
  const world = aBot()
  const { shows } = watching(world)
  const firstLook = world.now + 1_000
  await shows(`Rate limit hit, try again ${words}`)
  expect(told(world, 'agent.limited')[0]?.resetAt).toBe(ms === null ? null : firstLook + ms)
})

test('text that scrolls on is no limit, nor is text above the last lines', async () => {
  const world = aBot()
  const { shows } = watching(world)
  await shows(`cat notes.md\n${BANNER}`, 1_500)
  await shows(`cat notes.md\n${BANNER}\nand\nso\non`, 1_500)
  await shows(`${BANNER}\nmuch\nmore\nthan\nthat`)
  expect(told(world, 'agent.limited')).toEqual([])
})

test("a limit's text in a box is reported without the box, and with the time on the next line", async () => {
  const limits = [{ screen: 'Used up\\.[ │]*\\n[ │]*Resets at (?<reset>[^\\n│]*)\\.', limit: 'quota', lines: 9 } as const]
  const world = aStory({ agents: { scripted: aProfile({ kind: 'command', limits }) } })
  begin(world, 'one')
  world.now = Date.parse('2026-11-21T12:00:00Z')
  await watching(world).shows('╭──────────╮\n│ Used up.         │\n│ Resets at 3:00 PM UTC. │\n╰──────────╯')
  expect(told(world, 'agent.limited')).toMatchObject([
    { limit: 'quota', text: 'Used up. Resets at 3:00 PM UTC.', resetAt: Date.parse('2026-11-21T15:00:00Z') },
  ])
})

test('a line of the task that the program shows is no limit', async () => {
  const world = aBot()
  const { shows } = watching(world, `Handle what the server says:\n${BANNER}\nand test it`)
  await shows(`> ${BANNER}\nbot>`)
  expect(told(world, 'agent.limited')).toEqual([])
})

test("a limit's text that has vanished at two readings is withdrawn, and one that flickers is not", async () => {
  const world = aBot()
  const { shows } = watching(world)
  await shows(BANNER)
  await shows('redrawing', 1_500)
  await shows(BANNER)
  expect(told(world, 'agent.limit_gone')).toEqual([])
  await shows('goes on')
  expect(told(world, 'agent.limit_gone')).toMatchObject([{ worker: 'one', account: 'scripted' }])
})

test("a limit's text that still stands there is not reported again, and another occurrence is", async () => {
  const world = aBot()
  const { shows } = watching(world)
  await shows(BANNER)
  happen(world, { kind: 'account.probed', account: 'scripted', worker: 'one' as never })
  await shows(`${BANNER}\n> go on`)
  expect(told(world, 'agent.limited')).toHaveLength(1)
  await shows(`${BANNER}\n> go on\n${BANNER}`)
  expect(told(world, 'agent.limited')).toHaveLength(2)
})

test('a czar that starts again does not report the old text again, and notices that it vanished meanwhile', async () => {
  const world = aBot()
  await watching(world).shows(BANNER)
  happen(world, { kind: 'account.released', account: 'scripted', worker: 'one' as never, reason: 'over' })
  await watching(world).shows(BANNER)
  expect(told(world, 'agent.limited')).toHaveLength(1)
  const other = aBot()
  await watching(other).shows(BANNER)
  const { sensor, hands } = watching(other)
  hands.terminal.screens.set('%one' as PaneId, 'goes on')
  sensor.begin()
  await hands.clock.pass(5_000)
  expect(told(other, 'agent.limit_gone')).toHaveLength(1)
})

test('a fresh agent that meets the same limit reports it', async () => {
  const world = aBot()
  const { sensor, shows } = watching(world)
  await shows(BANNER)
  happen(world, { kind: 'account.released', account: 'scripted', worker: 'one' as never, reason: 'over' })
  exit(world, 'one')
  pass(world, 60_000)
  act(world, 'start_agent', 'one')
  sensor.onEvents(world.history.filter(({ kind }) => kind === 'agent.started').slice(-1))
  await shows(BANNER)
  expect(told(world, 'agent.limited')).toHaveLength(2)
})

test('the screen of a program without limit patterns is never read for limits', async () => {
  const world = aStory({ agents: { scripted: aProfile({ kind: 'command' }) } })
  begin(world, 'one')
  const { shows, hands } = watching(world)
  await shows(BANNER, 0)
  expect(hands.clock.due()).toEqual([])
})

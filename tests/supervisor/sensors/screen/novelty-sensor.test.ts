import { expect, test } from 'vitest'
import type { PaneId } from '../../../../src/core/model/ids.ts'
import { createNoveltySensor } from '../../../../src/supervisor/sensors/screen/novelty-sensor.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { agentOf, aStory, begin, workerOf } from '../../../support/worlds/story.ts'

const pane = '%one' as PaneId
const EVERY_MS = 10_000

function watching() {
  const world = aStory({ agents: { scripted: aProfile({ busy: { screen: 'esc to interrupt' } }) } })
  begin(world, 'one')
  const { state } = world
  const hands = someHands(world)
  const told: string[] = []
  const sensor = createNoveltySensor({
    hands,
    state: () => state,
    observe: (...events) => void told.push(...events.map(({ kind }) => kind)),
  })
  /** Lets the screen show this, and ten seconds pass. */
  async function draw(screen: string): Promise<number> {
    const before = told.length
    hands.terminal.screens.set(pane, screen)
    sensor.onOutput(workerOf(world, 'one'), agentOf(world, 'one'))
    await hands.clock.pass(EVERY_MS)
    return told.length - before
  }
  return { hands, sensor, told, draw, output: () => sensor.onOutput(workerOf(world, 'one'), agentOf(world, 'one')) }
}

test.each([
  ['a spinner', ['✻ Thinking', '✽ Thinking', '* Thinking']],
  ['a clock and a counter', ['12:00:01  45 tokens', '12:00:09  310 tokens']],
  ['changing words beside the sign of a turn', ['Pondering… (esc to interrupt)', 'Brewing… (esc to interrupt)']],
  ['a frame that is drawn anew', ['╭───╮\n│ ready │\n╰───╯', '╭─────╮\n│ ready │\n╰─────╯']],
  ['a tip that comes round again', ['Tip: use help', 'Tip: press up', 'Tip: use help', 'Tip: press up']],
])('fault 30: %s counts as output, but not as new output', async (_title, screens) => {
  const { draw } = watching()
  await draw(new Set(screens).size > 2 || screens.length > 3 ? screens.slice(0, 2).join('\n') : (screens[0] ?? ''))
  for (const screen of screens) expect(await draw(`${screen}\n`)).toBe(0)
})

test('text that the screen has not shown before counts as new output, once', async () => {
  const { draw } = watching()
  expect(await draw('reading parse.ts')).toBe(1)
  expect(await draw('reading parse.ts\nwriting parse.ts')).toBe(1)
  expect(await draw('writing parse.ts')).toBe(0)
})

test('in a flood the screen is read once in ten seconds, and its last line is not missed', async () => {
  const { hands, told, output } = watching()
  for (let line = 0; line < 1_000; line++) {
    hands.terminal.screens.set(pane, `line of words ${'x'.repeat(line)}`)
    output()
    await hands.clock.pass(20)
  }
  await hands.clock.pass(EVERY_MS)
  expect(told.length).toBeGreaterThanOrEqual(2)
  expect(told.length).toBeLessThanOrEqual(4)
})

test('a screen that cannot be read causes neither new output nor an error; after close none is read', async () => {
  const { hands, sensor, told, output, draw } = watching()
  hands.terminal.capture = () => Promise.reject(new Error('gone'))
  expect(await draw('something')).toBe(0)
  output()
  sensor.close()
  await hands.clock.pass(EVERY_MS)
  expect(told).toEqual([])
})

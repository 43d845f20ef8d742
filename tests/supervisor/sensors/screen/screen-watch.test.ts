import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import type { ScreenView } from '../../../../src/core/views/screen.ts'
import { createScreenWatch } from '../../../../src/supervisor/sensors/screen/screen-watch.ts'
import { settled } from '../../../support/fakes/clock.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { aSession } from '../../../support/fakes/terminal.ts'
import { about, act, agentOf, aStory, assignmentOf, begin, complete, exit, say, workerOf } from '../../../support/worlds/story.ts'
import { happen, type World } from '../../../support/worlds/world.ts'

/** A fleet whose screens the test can set, and a screen watch whose reads are counted. */
function watching(world: World) {
  const hands = someHands(world)
  const { terminal } = hands
  let reads = 0
  const capture = terminal.capture
  terminal.capture = pane => {
    reads++
    return capture(pane)
  }
  const screens = createScreenWatch({ hands, state: () => world.state })
  const draw = (worker: string, screen: string) => {
    const { pane } = agentOf(world, worker)
    terminal.sessions = [aSession({ pane })]
    terminal.screens.set(pane, screen)
    screens.onOutput(workerOf(world, worker))
  }
  const seen: (string | null)[] = []
  const note = (screen: ScreenView | null) => void seen.push(screen?.lines.join('|') ?? null)
  return { ...hands, screens, draw, seen, note, reads: () => reads }
}

function running(): World {
  const world = aStory()
  begin(world, 'one')
  return world
}

test("the pane's content comes at once, as plain text with its size", async () => {
  const world = running()
  const { screens, draw } = watching(world)
  draw('one', '\x1b[31mred\x1b[0m \u202eevil\n\nlast')
  const seen: (ScreenView | null)[] = []
  screens.watch('one', screen => seen.push(screen))
  expect(seen, 'not before it returns').toEqual([])
  await settled()
  expect(seen).toEqual([{ worker: 'one', columns: 200, rows: 50, lines: ['red <U+202E>evil', '', 'last'] }])
})

test('a pane that prints without end is read five times a second, and its last state is sent', async () => {
  const world = running()
  const { screens, draw, clock, seen, note, reads } = watching(world)
  draw('one', 'start')
  screens.watch('one', note)
  await settled()
  for (let count = 1; count <= 100; count++) {
    draw('one', `${count}`)
    await clock.pass(10)
  }
  expect(reads()).toBeLessThanOrEqual(6)
  await clock.pass(200)
  expect(seen.at(-1)).toBe('100')
  expect(clock.due()).toEqual([])
})

test('output that changes nothing on the screen sends no screen', async () => {
  const world = running()
  const { screens, draw, clock, seen, note } = watching(world)
  draw('one', 'same')
  screens.watch('one', note)
  await clock.pass(300)
  draw('one', 'same')
  await clock.pass(300)
  expect(seen).toEqual(['same'])
})

test('several clients share one reading of a screen, and a later client gets the last screen', async () => {
  const world = running()
  const { screens, draw, seen, note, reads } = watching(world)
  draw('one', 'here')
  screens.watch('one', screen => note(screen))
  screens.watch('one', screen => note(screen))
  await settled()
  screens.watch('one', screen => note(screen))
  await settled()
  expect(seen).toEqual(['here', 'here', 'here'])
  expect(reads()).toBe(1)
})

test('without a client no screen is read, and a client that left gets nothing', async () => {
  const world = running()
  const { screens, draw, clock, seen, note, reads } = watching(world)
  draw('one', 'before')
  screens.watch('one', note)()
  await settled()
  const stop = screens.watch('one', note)
  stop()
  draw('one', 'after')
  await clock.pass(1_000)
  expect(reads()).toBe(0)
  expect(seen).toEqual([])
})

test('the pane of the next incarnation is followed', async () => {
  const world = running()
  const { screens, draw, clock, terminal, seen, note } = watching(world)
  draw('one', 'first')
  screens.watch('one', note)
  await clock.pass(300)
  exit(world, 'one')
  screens.onEvents()
  await clock.pass(300)
  say(world, {
    kind: 'agent.started',
    ...about(world, 'one'),
    incarnation: 2,
    ...aSession({ pane: '%2' as never }),
    pidStart: null,
    resumed: null,
  })
  terminal.sessions = [aSession({ pane: '%2' as never })]
  terminal.screens.set('%2' as never, 'second')
  screens.onEvents()
  await clock.pass(300)
  expect(seen).toEqual(['first', 'second'])
})

test('the last screen of a program that ended is shown', async () => {
  const world = running()
  const { screens, draw, clock, terminal, seen, note } = watching(world)
  draw('one', 'works')
  screens.watch('one', note)
  await clock.pass(300)
  terminal.screens.set(agentOf(world, 'one').pane, 'panic')
  exit(world, 'one')
  screens.onEvents()
  await settled()
  expect(seen).toEqual(['works', 'panic'])
})

test('a client that watches a worker without an agent sees the screen when the agent starts', async () => {
  const world = aStory()
  const { screens, draw, clock, seen, note } = watching(world)
  screens.watch('one', note)
  await settled()
  expect(seen).toEqual([])
  begin(world, 'one')
  draw('one', 'hello')
  screens.onEvents()
  await clock.pass(300)
  expect(seen).toEqual(['hello'])
})

test('the end is sent when no agent will come any more, and nothing after it', async () => {
  const world = running()
  const { screens, draw, clock, seen, note } = watching(world)
  draw('one', 'works')
  const stop = screens.watch('one', note)
  await clock.pass(300)
  say(world, { kind: 'person.stop', worker: 'one' as WorkerId })
  screens.onEvents()
  await clock.pass(300)
  expect(seen).toEqual(['works'])
  draw('one', 'not read any more')
  act(world, 'end_agent', 'one')
  screens.onEvents()
  screens.onEvents()
  expect(seen, 'also while a reading is on its way').toEqual(['works', null])
  await clock.pass(300)
  expect(seen).toEqual(['works', null])
  stop()
})

test('a client that waits for the next agent is told if the task fails instead', async () => {
  const world = running()
  const { screens, draw, clock, seen, note } = watching(world)
  draw('one', 'works')
  screens.watch('one', note)
  await clock.pass(300)
  happen(world, { kind: 'agent.ended', ...about(world, 'one'), reason: 'restart' })
  screens.onEvents()
  expect(seen).toEqual(['works'])
  happen(world, { kind: 'assignment.failed', worker: 'one' as WorkerId, assignment: assignmentOf(world, 'one').id, reason: 'no agent' })
  screens.onEvents()
  expect(seen).toEqual(['works', null])
})

test.each([
  [
    'whose session was closed',
    () => {
      const world = running()
      exit(world, 'one', 'session-closed')
      return world
    },
  ],
  [
    'whose work is done',
    () => {
      const world = aStory()
      complete(world, 'one')
      act(world, 'end_agent', 'one')
      return world
    },
  ],
])('a worker %s has no screen, and the client is told so at once', async (_what, make) => {
  const { screens, seen, note, reads } = watching(make())
  screens.watch('one', note)
  await settled()
  expect(seen).toEqual([null])
  expect(reads()).toBe(0)
})

test('a pane that cannot be read is logged, and read again at its next output', async () => {
  const world = running()
  const { screens, draw, clock, terminal, logged, seen, note } = watching(world)
  terminal.sessions = []
  screens.watch('one', note)
  await clock.pass(300)
  expect(logged).toEqual(['a screen could not be sent to its viewers'])
  draw('one', 'there')
  await clock.pass(300)
  expect(seen).toEqual(['there'])
})

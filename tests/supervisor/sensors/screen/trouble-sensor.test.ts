import { expect, test } from 'vitest'
import type { MessageId, PaneId } from '../../../../src/core/model/ids.ts'
import { createTroubleSensor } from '../../../../src/supervisor/sensors/screen/trouble-sensor.ts'
import { settled } from '../../../support/fakes/clock.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { about, agentOf, aStory, begin, turn, workerOf } from '../../../support/worlds/story.ts'

/** How often czar looks at the screen of a working agent, with the settings of these tests. */
const PACE_MS = 15_000
const ERROR = 'TypeError: x is not a function'

function watching() {
  const world = aStory()
  begin(world, 'one')
  const hands = someHands(world)
  const told: string[] = []
  const inTurn: string[] = []
  const sensor = createTroubleSensor({
    hands,
    state: () => world.state,
    observe: (...events) => {
      for (const event of events) if (event.kind === 'agent.trouble') (event.inTurn === true ? inTurn : told).push(event.text)
    },
  })
  /** Lets the agent stop working while the screen shows this. */
  async function end(screen: string): Promise<void> {
    hands.terminal.screens.set('%one' as PaneId, screen)
    const turn = { turn: 'idle', waitingFor: null, evidence: 'hook', strength: 'exact', text: null } as const
    sensor.onEvents([{ kind: 'agent.turn', ...about(world, 'one'), ...turn }])
    await settled()
  }
  /** Shows this screen while the agent works, and lets this much time pass. */
  async function show(screen: string, ms = PACE_MS): Promise<void> {
    hands.terminal.screens.set('%one' as PaneId, screen)
    sensor.onOutput(workerOf(world, 'one'), agentOf(world, 'one'))
    await hands.clock.pass(ms)
  }
  return {
    hands,
    sensor,
    world,
    told,
    inTurn,
    show,
    end,
    start: () => sensor.onEvents(world.history.filter(({ kind }) => kind === 'agent.started')),
  }
}

test('the error that a turn leaves on the screen is reported, and not again while it only stands there', async () => {
  const { start, end, told } = watching()
  start()
  await end(`> npm test\n${ERROR}\n>`)
  expect(told).toEqual([ERROR])
  await end(`> npm test\n${ERROR}\n> why?\nLet me explain.`)
  expect(told).toEqual([ERROR])
  await end(`${ERROR}\n> npm test\n${ERROR}\n>`)
  expect(told).toEqual([ERROR, ERROR])
})

test("czar's own text is no error of the turn, however it is wrapped; the same text from a command is", async () => {
  const { hands, world, sensor, start, end, told } = watching()
  start()
  const message = 'm1' as MessageId
  hands.texts.kept = () => `Rejected. The end of its log:\n  ${ERROR} and never was one\nMend it.`
  const submitted = { message, receipt: 'hook', strength: 'exact', enters: 1 } as const
  sensor.onEvents([{ kind: 'message.submitted', ...about(world, 'one'), ...submitted }])
  await end(`> Rejected. The end of its log:\n    ${ERROR}\n    and never was one\n  Mend it.\nI will.`)
  expect(told).toEqual([])
  await end(`    ${ERROR}\n    and never was one\n> npm test\n${ERROR}`)
  expect(told).toEqual([ERROR])
})

test("czar's own text is no error of the turn, however the program draws its Markdown", async () => {
  const { hands, world, sensor, start, end, told } = watching()
  start()
  const message = 'm1' as MessageId
  hands.texts.kept = () => '- Never claim done with `failing` commands or with uncommitted changes.'
  const submitted = { message, receipt: 'hook', strength: 'exact', enters: 1 } as const
  sensor.onEvents([{ kind: 'message.submitted', ...about(world, 'one'), ...submitted }])
  await end('› • Never claim done with failing commands or\n    with uncommitted changes.\nI will not.')
  expect(told).toEqual([])
})

test("czar's own text is no error of the turn, although it is drawn only after a reading", async () => {
  const { hands, world, sensor, start, end, told } = watching()
  start()
  const message = 'm1' as MessageId
  hands.texts.kept = () => 'Never claim done with failing commands.'
  const submitted = { message, receipt: 'hook', strength: 'exact', enters: 1 } as const
  sensor.onEvents([{ kind: 'message.submitted', ...about(world, 'one'), ...submitted }])
  await end('>')
  await end('> Never claim done with failing commands.')
  expect(told).toEqual([])
  await end('> Never claim done with failing commands.\nNever claim done with failing commands.')
  expect(told).toEqual(['Never claim done with failing commands.'])
})

test("czar's own text is no error of the turn, although the program draws a column beside it", async () => {
  const { hands, world, sensor, start, end, told } = watching()
  start()
  const message = 'm1' as MessageId
  hands.texts.kept = () => '6. Ask for it: `czar handoff --task a.1 --done … --failing … --next …`. A fresh agent gets it and goes on.'
  const submitted = { message, receipt: 'hook', strength: 'exact', enters: 1 } as const
  sensor.onEvents([{ kind: 'message.submitted', ...about(world, 'one'), ...submitted }])
  await end('┃ 6. Ask for it: `czar handoff --task a.1 --done … --failing … --next …`. A      LSP\n┃ fresh agent gets it')
  expect(told).toEqual([])
  await end(`${ERROR}      LSP`)
  expect(told).toEqual([`${ERROR} LSP`])
})

test("czar's own text is no error of the turn, although a panel beside it wraps it anew", async () => {
  const { hands, world, sensor, start, end, told } = watching()
  start()
  const message = 'm1' as MessageId
  hands.texts.kept = () =>
    '- Commit early and after every working step. Never claim done without a commit, with failing commands or with changes.'
  const submitted = { message, receipt: 'hook', strength: 'exact', enters: 1 } as const
  sensor.onEvents([{ kind: 'message.submitted', ...about(world, 'one'), ...submitted }])
  await end('- Commit early and after every working step. Never claim done without a commit, with failing commands\n  or with changes.')
  await end(
    '- Commit early and after every working step.  │work.txt\n  Never claim done without a commit, with failing │ 1 +work\n  commands or with changes.',
  )
  expect(told).toEqual([])
  await end(`${ERROR}\n  Never claim done without a commit, with failing │ 1 +work`)
  expect(told).toEqual([ERROR])
})

test('a czar that starts again does not take existing text for new', async () => {
  const { end, told } = watching()
  await end(ERROR)
  expect(told).toEqual([])
  await end(`${ERROR}\n${ERROR}`)
  expect(told).toEqual([ERROR])
})

test('a screen without an error, or an unreadable one, causes no report', async () => {
  const { hands, start, end, told } = watching()
  start()
  await end('12 tests passed, 0 errors')
  hands.terminal.capture = () => Promise.reject(new Error('gone'))
  await end(ERROR)
  expect(told).toEqual([])
})

test('fault 90: while a turn runs each reading with one more occurrence of the error reports it, and one with the same number does not', async () => {
  const { start, show, end, inTurn, told } = watching()
  start()
  await show(`$ npm test\n${ERROR}`)
  await show(`$ npm test\n${ERROR}\nLet me try again.`)
  await show(`$ npm test\n${ERROR}\nLet me try again.\n$ npm test\n${ERROR}\nnpm ERR! Test failed.`)
  expect(inTurn).toEqual([ERROR, `${ERROR}\nnpm ERR! Test failed.`])
  await end(`${ERROR}\n${ERROR}`)
  expect(told, 'what the turn leaves behind is told for itself').toEqual([ERROR])
})

test('fault 90: a screen that was half drawn at one reading has no new error at the next', async () => {
  const { start, show, inTurn } = watching()
  start()
  for (const screen of [ERROR, '', ERROR, ERROR]) await show(screen)
  expect(inTurn).toEqual([ERROR])
})

test('fault 90: a flood causes one reading in fifteen seconds', async () => {
  const { hands, sensor, world, start, show } = watching()
  start()
  let looks = 0
  hands.terminal.capture = async () => {
    looks++
    return ''
  }
  for (let ms = 0; ms < 60_000; ms += 1_000) await show('', 1_000)
  expect(looks).toBeLessThanOrEqual(4)
  sensor.onOutput(workerOf(world, 'one'), agentOf(world, 'one'))
  sensor.close()
  await hands.clock.pass(60_000)
  expect(looks).toBeLessThanOrEqual(4)
})

test("fault 90: an idle agent's screen reports no error in a turn, nor does a missing or unreadable agent's", async () => {
  const { hands, world, start, show, inTurn } = watching()
  start()
  turn(world, 'one', 'idle')
  await show(ERROR)
  turn(world, 'one', 'busy')
  hands.terminal.capture = () => Promise.reject(new Error('gone'))
  await show(ERROR)
  expect(inTurn).toEqual([])
})

/** A full screen of a program that keeps no earlier lines. Each round prints the same three lines and the number of the round. */
function fullScreen(rounds: number): string {
  const lines = Array.from({ length: rounds }, (_, at) => ['● run', `  ${ERROR}`, '  exit 1', `going well, try ${at}`]).flat()
  return [...lines.slice(-40), '❯', '1 MCP server failed'].join('\n')
}

test('fault 90: on a screen that is full of the error one more is reported, although another one scrolled away', async () => {
  const { start, show, inTurn } = watching()
  start()
  for (const rounds of [20, 20, 21, 22, 22]) await show(fullScreen(rounds))
  expect(inTurn.slice(1)).toEqual([ERROR, ERROR])
})

test('fault 90: a status line with an error is no error of the turn, wherever it moves', async () => {
  const { start, show, inTurn } = watching()
  start()
  const text = Array.from({ length: 40 }, (_, at) => `line ${at} of a text`)
  await show([...text, '❯', '1 MCP server failed'].join('\n'))
  for (const more of [3, 6, 9]) await show([...text.slice(more), ...text.slice(0, more), 'Thinking', '❯', '1 MCP server failed'].join('\n'))
  expect(inTurn).toEqual(['1 MCP server failed'])
})

import { expect, test } from 'vitest'
import type { MessageId, PaneId } from '../../../src/core/model/ids.ts'
import { createTroubleEye } from '../../../src/supervisor/eyes/trouble-eye.ts'
import { settled } from '../../support/fakes/clock.ts'
import { someHands } from '../../support/fakes/hands.ts'
import { about, aStory, begin } from '../../support/story.ts'

const ERROR = 'TypeError: x is not a function'

function watching() {
  const world = aStory()
  begin(world, 'one')
  const hands = someHands(world)
  const told: string[] = []
  const eye = createTroubleEye(
    hands,
    () => world.state,
    (...events) => {
      for (const event of events) if (event.kind === 'agent.trouble') told.push(event.text)
    },
  )
  /** A turn ends with this on the screen. */
  async function end(screen: string): Promise<void> {
    hands.terminal.screens.set('%one' as PaneId, screen)
    const turn = { turn: 'idle', waitingFor: null, evidence: 'hook', strength: 'exact', text: null } as const
    eye.onEvents([{ kind: 'agent.turn', ...about(world, 'one'), ...turn }])
    await settled()
  }
  return { hands, eye, world, told, end, start: () => eye.onEvents(world.history.filter(({ kind }) => kind === 'agent.started')) }
}

test('the error that a turn leaves behind is told, and not again while it only stands there', async () => {
  const { start, end, told } = watching()
  start()
  await end(`> npm test\n${ERROR}\n>`)
  expect(told).toEqual([ERROR])
  await end(`> npm test\n${ERROR}\n> why?\nLet me explain.`)
  expect(told).toEqual([ERROR])
  await end(`${ERROR}\n> npm test\n${ERROR}\n>`)
  expect(told).toEqual([ERROR, ERROR])
})

test('what the czar itself wrote is no error of the turn, however it is wrapped; the same from a command is', async () => {
  const { hands, world, eye, start, end, told } = watching()
  start()
  const message = 'm1' as MessageId
  hands.texts.kept = () => `Rejected. The end of its log:\n  ${ERROR} and never was one\nMend it.`
  const submitted = { message, receipt: 'hook', strength: 'exact', enters: 1 } as const
  eye.onEvents([{ kind: 'message.submitted', ...about(world, 'one'), ...submitted }])
  await end(`> Rejected. The end of its log:\n    ${ERROR}\n    and never was one\n  Mend it.\nI will.`)
  expect(told).toEqual([])
  await end(`    ${ERROR}\n    and never was one\n> npm test\n${ERROR}`)
  expect(told).toEqual([ERROR])
})

test('what the czar itself wrote is no error of the turn, however the program draws its Markdown', async () => {
  const { hands, world, eye, start, end, told } = watching()
  start()
  const message = 'm1' as MessageId
  hands.texts.kept = () => '- Never claim done with `failing` commands or with uncommitted changes.'
  const submitted = { message, receipt: 'hook', strength: 'exact', enters: 1 } as const
  eye.onEvents([{ kind: 'message.submitted', ...about(world, 'one'), ...submitted }])
  await end('› • Never claim done with failing commands or\n    with uncommitted changes.\nI will not.')
  expect(told).toEqual([])
})

test('what the czar itself wrote is no error of the turn, though it is drawn only after a look', async () => {
  const { hands, world, eye, start, end, told } = watching()
  start()
  const message = 'm1' as MessageId
  hands.texts.kept = () => 'Never claim done with failing commands.'
  const submitted = { message, receipt: 'hook', strength: 'exact', enters: 1 } as const
  eye.onEvents([{ kind: 'message.submitted', ...about(world, 'one'), ...submitted }])
  await end('>')
  await end('> Never claim done with failing commands.')
  expect(told).toEqual([])
  await end('> Never claim done with failing commands.\nNever claim done with failing commands.')
  expect(told).toEqual(['Never claim done with failing commands.'])
})

test('what the czar itself wrote is no error of the turn, though the program draws a column of its own beside it', async () => {
  const { hands, world, eye, start, end, told } = watching()
  start()
  const message = 'm1' as MessageId
  hands.texts.kept = () => '6. Ask for it: `czar handoff --task a.1 --done … --failing … --next …`. A fresh agent gets it and goes on.'
  const submitted = { message, receipt: 'hook', strength: 'exact', enters: 1 } as const
  eye.onEvents([{ kind: 'message.submitted', ...about(world, 'one'), ...submitted }])
  await end('┃ 6. Ask for it: `czar handoff --task a.1 --done … --failing … --next …`. A      LSP\n┃ fresh agent gets it')
  expect(told).toEqual([])
  await end(`${ERROR}      LSP`)
  expect(told).toEqual([`${ERROR} LSP`])
})

test('a czar that comes anew does not take what stands there for new', async () => {
  const { end, told } = watching()
  await end(ERROR)
  expect(told).toEqual([])
  await end(`${ERROR}\n${ERROR}`)
  expect(told).toEqual([ERROR])
})

test('a screen without an error, or that can not be read, says nothing', async () => {
  const { hands, start, end, told } = watching()
  start()
  await end('12 tests passed, 0 errors')
  hands.terminal.capture = () => Promise.reject(new Error('gone'))
  await end(ERROR)
  expect(told).toEqual([])
})

import { expect, it } from 'vitest'
import { plainScreen } from '../../../../src/core/ports/pane-screen.ts'
import { createFakeWorld } from '../support/fake-world.ts'

const TEXT = '[czar m1 · assignment a1 · brief]\n\nfirst\nlast'

function lineWorld() {
  const world = createFakeWorld({ givesReceipts: false, style: 'plain', turnMs: 0, tearsLines: true, swallowWithinMs: 0 }, TEXT)
  return { ...world, request: { profile: { ...world.request.profile, input: 'lines' as const } } }
}

it('a program whose profile demands it gets a text line by line, each with its Enter', async () => {
  const world = lineWorld()
  expect(await world.deliver({ request: world.request })).toMatchObject({ kind: 'submitted', strength: 'inferred', enters: 4 })
  await world.clock.run(new Promise<void>(resolve => world.later(100, resolve)))
  expect(world.agent.taken).toEqual(TEXT.split('\n').filter(line => line !== ''))
  expect(world.account.filter(what => !what.startsWith('journal'))).toEqual(['paste', 'Enter', 'Enter', 'paste', 'Enter', 'paste', 'Enter'])
})

it('a question that appears between two lines gets none of them as an answer', async () => {
  const world = lineWorld()
  const { screen, ...terminal } = world.hands.terminal
  const asking: typeof screen = async pane => {
    const seen = await screen(pane)
    if (world.agent.taken.length === 0) return seen
    const text = 'Overwrite? [y/N] '
    return { ...plainScreen(text), cursors: [{ row: 0, column: text.length, kind: 'terminal' }] }
  }
  const result = await world.deliver({ request: world.request, hands: { terminal: { ...terminal, screen: asking } } })
  expect(result).toMatchObject({ kind: 'undelivered', reason: expect.stringContaining('1 of 4 lines'), mayRetry: false })
  expect(world.agent.taken).toHaveLength(1)
})

it('a line that the terminal would cut is not typed', async () => {
  const world = lineWorld()
  const text = `${TEXT}\n${'x'.repeat(4_001)}`
  expect(await world.deliver({ request: { ...world.request, text } })).toMatchObject({
    kind: 'undelivered',
    reason: expect.stringContaining('line 5 is longer'),
  })
  expect(world.agent.taken).toEqual([])
})

it('no line is typed into a terminal that hides typed characters, although its cursor is on an empty line', async () => {
  const world = lineWorld()
  const { facts, ...terminal } = world.hands.terminal
  const hiding: typeof facts = async pane => ({ ...(await facts(pane)), lineMode: world.agent.taken.length === 0 ? 'lines' : 'secret' })
  const result = await world.deliver({ request: world.request, hands: { terminal: { ...terminal, facts: hiding } } })
  expect(result).toMatchObject({ kind: 'undelivered', reason: expect.stringContaining('1 of 4 lines'), mayRetry: false })
  expect(world.agent.taken).toHaveLength(1)
})

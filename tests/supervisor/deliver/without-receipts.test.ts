import { describe, expect, it } from 'vitest'
import { plainScreen } from '../../../src/core/model/pane-screen.ts'
import { createFakeWorld, TASK } from './support/fake-world.ts'

describe('a program that gives no receipts, with a composer', () => {
  const behaviour = { givesReceipts: false } as const

  it('has taken the text when it becomes busy after Enter', async () => {
    const world = createFakeWorld(behaviour)
    const result = await world.deliver()
    expect(result).toEqual({ kind: 'submitted', receipt: 'the program became busy after Enter', strength: 'inferred', enters: 1 })
  })

  it('has taken it when the composer that held it is empty', async () => {
    const world = createFakeWorld({ ...behaviour, turnMs: 0 })
    expect(await world.deliver()).toMatchObject({ receipt: 'the composer held the text and is empty after Enter', strength: 'inferred' })
  })

  it('gets Enter again while the composer holds the text', async () => {
    const world = createFakeWorld({ ...behaviour, swallowEnters: 1 })
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', enters: 2 })
    expect(world.agent.taken).toEqual([TASK])
  })

  it('has not taken it when it swallows every Enter', async () => {
    const world = createFakeWorld({ ...behaviour, swallowEnters: 99 })
    expect(await world.deliver()).toMatchObject({ kind: 'undelivered', mayRetry: false })
  })

  it('has not taken it when a person has emptied the composer', async () => {
    const world = createFakeWorld({ ...behaviour, swallowEnters: 99 })
    const screen = world.hands.terminal.screen
    let isCleared = false
    world.later(1500, () => {
      world.types('')
      isCleared = true
    })
    const clearing: typeof screen = async pane => (isCleared ? plainScreen((await screen(pane)).text.replace(/❯ .*/, '❯ ')) : screen(pane))
    const result = await world.deliver({ hands: { terminal: { ...world.hands.terminal, screen: clearing } } })
    expect(result).toMatchObject({ kind: 'undelivered', mayRetry: false })
  })

  it('gets no second Enter for a draft that came after the first, though nobody was seen to type it', async () => {
    const world = createFakeWorld({ ...behaviour, losesPastes: 1 })
    // Between two looks: who types and leaves takes what tmux knows of their keys along.
    world.later(4500, () => {
      world.types('and also')
      Object.assign(world.pane, { writers: 0 })
    })
    const reason = 'no receipt after 1 Enter: another text is in the composer'
    expect(await world.deliver()).toEqual({ kind: 'undelivered', reason, mayRetry: false })
    expect([world.agent.taken, world.agent.unsent()]).toEqual([[], 'and also'])
  })

  it('is not pasted into while it is busy: its being busy could prove nothing', async () => {
    const world = createFakeWorld(behaviour)
    world.types('something else\n')
    world.later(10, () => {
      world.pane.writers = 0
    })
    world.later(50, () => {})
    await world.clock.run(new Promise<void>(resolve => world.later(100, resolve)))
    expect(await world.deliver()).toEqual({ kind: 'undelivered', reason: 'the agent is busy', mayRetry: true })
  })
})

describe('a plain program, without a composer that could be read', () => {
  const behaviour = { givesReceipts: false, style: 'plain' } as const
  const line = '[czar m1 · assignment a1 · nudge] How is it going?'

  it('has taken the line when it was echoed and an answer followed Enter', async () => {
    const world = createFakeWorld({ ...behaviour, turnMs: 0 }, line)
    expect(await world.deliver()).toMatchObject({
      kind: 'submitted',
      receipt: 'the composer held the text and is empty after Enter',
      strength: 'inferred',
    })
  })

  it('has not taken it when nothing new follows Enter', async () => {
    const world = createFakeWorld({ ...behaviour, swallowEnters: 99 }, line)
    expect(await world.deliver()).toEqual({
      kind: 'undelivered',
      reason: 'no receipt after 3 Enter: the text is still in the composer',
      mayRetry: false,
    })
  })

  it('has not taken it when a dialog is what followed Enter', async () => {
    const world = createFakeWorld({ ...behaviour, swallowEnters: 99 }, line)
    world.later(700, () => world.agent.showDialog('Do you trust the files in this folder?'))
    expect(await world.deliver()).toMatchObject({ kind: 'undelivered', reason: expect.stringContaining('dialog'), mayRetry: false })
  })

  it('has not taken it when it never showed it, whatever else it shows', async () => {
    const world = createFakeWorld({ ...behaviour, losesPastes: 1 }, line)
    const screen = world.hands.terminal.screen
    const chatters: typeof screen = async pane => {
      const seen = await screen(pane)
      const text = `line ${'x'.repeat((world.clock.now() / 1000) % 50)}\n${seen.text}`
      return { ...plainScreen(text), cursors: seen.cursors.map(cursor => ({ ...cursor, row: cursor.row + 1 })) }
    }
    const result = await world.deliver({ hands: { terminal: { ...world.hands.terminal, screen: chatters } } })
    expect(result).toMatchObject({ kind: 'undelivered', mayRetry: false })
  })

  it('has not become busy when it is our own text that looks so', async () => {
    const world = createFakeWorld({ ...behaviour, swallowEnters: 99 }, `${line} Press esc to interrupt.`)
    expect(await world.deliver()).toMatchObject({ kind: 'undelivered', mayRetry: false })
  })

  it('is not given several lines while bracketed paste is off', async () => {
    const world = createFakeWorld({ ...behaviour, tearsLines: true })
    expect(await world.deliver()).toEqual({ kind: 'held', by: 'lines', chars: null })
    expect(world.account).toEqual([])
  })

  it.each([
    ['4000 bytes', 'é'.repeat(2000), 'submitted'],
    ['4002 bytes', 'é'.repeat(2001), 'held'],
  ])('is given one line of at most 4000 bytes while it is off: %s', async (_, text, kind) => {
    const world = createFakeWorld({ ...behaviour, tearsLines: true, turnMs: 0 }, text)
    expect(await world.deliver()).toMatchObject({ kind })
  })

  it('is given several lines when nobody knows whether it is off', async () => {
    const world = createFakeWorld({ ...behaviour, turnMs: 0 })
    world.pane.bracketedPaste = null
    expect(await world.deliver()).toMatchObject({ kind: 'submitted' })
  })
})

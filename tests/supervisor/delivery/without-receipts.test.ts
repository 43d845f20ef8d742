import { describe, expect, it } from 'vitest'
import { plainScreen } from '../../../src/core/ports/pane-screen.ts'
import { createFakeWorld, TASK } from './support/fake-world.ts'

describe('a program without receipts, with a composer', () => {
  const behaviour = { givesReceipts: false } as const

  it('has taken the text if it becomes busy after Enter', async () => {
    const world = createFakeWorld(behaviour)
    const result = await world.deliver()
    expect(result).toMatchObject({ kind: 'submitted', receipt: 'the program became busy after Enter', strength: 'inferred', enters: 1 })
  })

  it('has taken the text if the composer that held it is empty', async () => {
    const world = createFakeWorld({ ...behaviour, turnMs: 0 })
    expect(await world.deliver()).toMatchObject({ receipt: 'the input field held the text and is empty after Enter', strength: 'inferred' })
  })

  it('gets Enter again while the composer holds the text', async () => {
    const world = createFakeWorld({ ...behaviour, swallowEnters: 1 })
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', enters: 2 })
    expect(world.agent.taken).toEqual([TASK])
  })

  it('has not taken the text if it swallows every Enter', async () => {
    const world = createFakeWorld({ ...behaviour, swallowEnters: 99 })
    expect(await world.deliver()).toMatchObject({ kind: 'undelivered', mayRetry: false })
  })

  it('has not taken the text if a person has emptied the composer', async () => {
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

  it('gets no second Enter for a draft that came after the first, although no person was seen typing', async () => {
    const world = createFakeWorld({ ...behaviour, losesPastes: 1 })
    // A person types and leaves between two moments at which czar reads the screen. tmux then no longer knows that this person pressed
    // keys.
    world.later(4500, () => {
      world.types('and also')
      Object.assign(world.pane, { writers: 0 })
    })
    const reason = 'no receipt after 1 Enter: another text is in the input field'
    expect(await world.deliver()).toEqual({ kind: 'undelivered', reason, mayRetry: false })
    expect([world.agent.taken, world.agent.unsent()]).toEqual([[], 'and also'])
  })

  it('gets no second Enter if its composer is no longer visible, although the text is still at the cursor', async () => {
    const world = createFakeWorld({ ...behaviour, swallowEnters: 99 })
    const screen = world.hands.terminal.screen
    const strange: typeof screen = async pane => {
      const seen = await screen(pane)
      if (!world.account.includes('Enter')) return seen
      const text = `Type its name to confirm:\n${TASK}`
      return { ...plainScreen(text), columns: 80, cursors: [{ row: TASK.split('\n').length, column: 80, kind: 'terminal' }] }
    }
    const result = await world.deliver({ hands: { terminal: { ...world.hands.terminal, screen: strange } } })
    expect(result).toMatchObject({ kind: 'undelivered', mayRetry: false })
    expect(world.account.filter(done => done === 'Enter')).toEqual(['Enter'])
  })

  it("gets a second Enter if the first changed nothing, although the composer's mark has scrolled away", async () => {
    const world = createFakeWorld({ ...behaviour, swallowEnters: 1 })
    const screen = world.hands.terminal.screen
    const long: typeof screen = async pane => {
      const seen = await screen(pane)
      if (!seen.text.includes('[Pasted')) return seen
      const rows = TASK.split('\n')
      const cursor = { row: rows.length - 1, column: rows.at(-1)?.length ?? 0, kind: 'terminal' } as const
      return { ...plainScreen(rows.join('\n')), columns: 80, cursors: [cursor] }
    }
    const result = await world.deliver({ hands: { terminal: { ...world.hands.terminal, screen: long } } })
    expect(result).toMatchObject({ kind: 'submitted', enters: 2 })
    expect(world.agent.taken).toEqual([TASK])
  })

  it('gets a second Enter if it took the first for a new line and its profile knows the prompt', async () => {
    for (const ready of [{ screen: '❯ $' }, null]) {
      const world = createFakeWorld({ ...behaviour, swallowEnters: 1 })
      const screen = world.hands.terminal.screen
      const long: typeof screen = async pane => {
        const seen = await screen(pane)
        const isEmpty = { row: seen.text.split('\n').findIndex(row => row.startsWith('❯')), column: 2, kind: 'terminal' } as const
        if (!seen.text.includes('[Pasted')) return { ...seen, cursors: [isEmpty] }
        const rows = TASK.split('\n')
        const isOpen = world.account.includes('Enter')
        const cursor = { row: rows.length - (isOpen ? 0 : 1), column: isOpen ? 0 : (rows.at(-1)?.length ?? 0), kind: 'terminal' } as const
        return { ...plainScreen(rows.join('\n')), columns: 80, cursors: [cursor] }
      }
      const hands = { terminal: { ...world.hands.terminal, screen: long } }
      const result = await world.deliver({ hands, request: { profile: { ...world.request.profile, ready } } })
      expect(result).toMatchObject(ready === null ? { kind: 'undelivered' } : { kind: 'submitted', enters: 2 })
    }
  })

  it('has not taken the text if it dies right after Enter', async () => {
    const world = createFakeWorld({ ...behaviour, diesOn: 'taken', receiptLagMs: 250 })
    expect(await world.deliver()).toMatchObject({ kind: 'undelivered', reason: 'the agent died before it took the text' })
  })

  it('has not taken the text while its question about the text waits for an answer', async () => {
    const world = createFakeWorld({ ...behaviour, swallowEnters: 99 })
    const screen = world.hands.terminal.screen
    const told: string[] = []
    const asks: typeof screen = async pane => {
      const seen = await screen(pane)
      if (!world.account.includes('Enter')) return seen
      const question = 'Send this text? [y/N] '
      const text = `${seen.text}\n\n${question}`
      const cursor = { row: text.split('\n').length - 1, column: question.length, kind: 'terminal' } as const
      return { ...plainScreen(text), columns: 80, cursors: [cursor] }
    }
    const stop = new AbortController()
    world.later(60_000, () => stop.abort())
    const hands = {
      terminal: { ...world.hands.terminal, screen: asks },
      onHeld: (hold: { readonly by: string } | null) => void told.push(hold?.by ?? 'free'),
      signal: stop.signal,
    }
    await expect(world.deliver({ hands })).rejects.toThrow('cancelled')
    expect(told).toEqual(['screen'])
    expect(world.account.filter(done => done === 'Enter')).toEqual(['Enter'])
  })

  it('gets Enter again if the first one only expanded the folded text', async () => {
    const world = createFakeWorld({ ...behaviour, swallowEnters: 1 })
    const screen = world.hands.terminal.screen
    const expands: typeof screen = async pane => {
      const seen = await screen(pane)
      if (!world.account.includes('Enter') || world.account.filter(done => done === 'Enter').length > 1) return seen
      const shown = TASK.replaceAll('\n', '\n  ')
      const rows = `an agent\n──────\n❯ ${shown}`.split('\n')
      const cursor = { row: rows.length - 1, column: rows.at(-1)?.length ?? 0, kind: 'terminal' } as const
      return { ...plainScreen(`${rows.join('\n')}\n──────\n  a footer`), columns: 80, cursors: [cursor] }
    }
    expect(await world.deliver({ hands: { terminal: { ...world.hands.terminal, screen: expands } } })).toMatchObject({
      kind: 'submitted',
      enters: 2,
    })
  })

  it('gets no text at a prompt of another kind than its first', async () => {
    const firstPrompt = { mark: '$', isOwn: false, greyChars: 0, isAlternate: false, bracketedPaste: true, lineMode: null } as const
    const world = createFakeWorld(behaviour)
    expect(await world.deliver({ request: { firstPrompt } })).toEqual({ kind: 'held', by: 'screen', chars: null })
    expect(world.account).toEqual([])
    expect(await world.deliver({ request: { firstPrompt: { ...firstPrompt, mark: '❯' } } })).toMatchObject({ kind: 'submitted' })
  })

  it('is not pasted into while it is busy, because being busy would then prove nothing', async () => {
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

describe('a plain program, without a readable composer', () => {
  const behaviour = { givesReceipts: false, style: 'plain' } as const
  const line = '[czar m1 · assignment a1 · nudge] How is it going?'

  it('has taken the line if it was echoed and output followed Enter', async () => {
    const world = createFakeWorld({ ...behaviour, turnMs: 0 }, line)
    expect(await world.deliver()).toMatchObject({
      kind: 'submitted',
      receipt: 'the input field held the text and is empty after Enter',
      strength: 'inferred',
    })
  })

  it('has not taken the line if no new output follows Enter', async () => {
    const world = createFakeWorld({ ...behaviour, swallowEnters: 99 }, line)
    expect(await world.deliver()).toEqual({
      kind: 'undelivered',
      reason: 'no receipt after 3 Enter: the text is still in the input field',
      mayRetry: false,
    })
  })

  it('has not taken the line if a dialog follows Enter', async () => {
    const world = createFakeWorld({ ...behaviour, swallowEnters: 99 }, line)
    world.later(700, () => world.agent.showDialog('Do you trust the files in this folder?'))
    expect(await world.deliver()).toMatchObject({ kind: 'undelivered', reason: expect.stringContaining('dialog'), mayRetry: false })
  })

  it('has not taken the line if it never showed it, whatever else it shows', async () => {
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

  it("does not count as busy if only czar's own text looks like it", async () => {
    const world = createFakeWorld({ ...behaviour, swallowEnters: 99 }, `${line} Press esc to interrupt.`)
    expect(await world.deliver()).toMatchObject({ kind: 'undelivered', mayRetry: false })
  })

  it('gets no text of several lines while bracketed paste is off', async () => {
    const world = createFakeWorld({ ...behaviour, tearsLines: true })
    expect(await world.deliver()).toEqual({ kind: 'held', by: 'lines', chars: null })
    expect(world.account).toEqual([])
  })

  it.each([
    ['4000 bytes', 'é'.repeat(2000), 'submitted'],
    ['4002 bytes', 'é'.repeat(2001), 'held'],
  ])('gets one line of at most 4000 bytes while bracketed paste is off: %s', async (_, text, kind) => {
    const world = createFakeWorld({ ...behaviour, tearsLines: true, turnMs: 0 }, text)
    expect(await world.deliver()).toMatchObject({ kind })
  })

  it('gets several lines if it is unknown whether bracketed paste is on', async () => {
    const world = createFakeWorld({ ...behaviour, turnMs: 0 })
    world.pane.bracketedPaste = null
    expect(await world.deliver()).toMatchObject({ kind: 'submitted' })
  })
})

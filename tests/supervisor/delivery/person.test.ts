import { describe, expect, it } from 'vitest'
import { plainScreen } from '../../../src/core/ports/pane-screen.ts'
import type { Hold } from '../../../src/supervisor/delivery/delivery.ts'
import { createFakeWorld, type FakeWorld, TASK } from './support/fake-world.ts'

const HOUR_MS = 3_600_000
const HELLO = '[czar m1 · assignment a1 · nudge] How is it going?'

/**
 * Delivers a text. `result` is the end of the delivery. `told` lists the reported reasons for waiting. Null in the list: the person has
 * left.
 */
function delivering(world: FakeWorld) {
  const told: (Hold | null)[] = []
  return { told, result: () => world.deliver({ hands: { onHeld: hold => void told.push(hold) } }) }
}

async function leavesDraft(world: FakeWorld): Promise<void> {
  world.types('my own thoughts')
  world.later(10, () => {
    world.pane.writers = 0
  })
  await world.clock.run(new Promise<void>(resolve => world.later(20, resolve)))
}

describe('before the paste, a person', () => {
  it('who types keeps the pane: no text is pasted, and the try does not count as failed', async () => {
    const world = createFakeWorld()
    world.types('x')
    expect(await world.deliver()).toEqual({ kind: 'held', by: 'typing', chars: null })
    expect(world.account).toEqual([])
  })

  it('who begins to type just at the paste keeps the pane too', async () => {
    const world = createFakeWorld()
    const paste: typeof world.hands.terminal.paste = async (pane, text) => {
      world.types('x')
      return world.hands.terminal.paste(pane, text)
    }
    expect(await world.deliver({ hands: { terminal: { ...world.hands.terminal, paste } } })).toMatchObject({ kind: 'held', by: 'typing' })
    expect(world.account).toEqual([])
  })

  it('who scrolls keeps the pane, and one who left copy mode on does not', async () => {
    const world = createFakeWorld()
    Object.assign(world.pane, { inMode: true, writers: 1 })
    expect(await world.deliver()).toEqual({ kind: 'held', by: 'scrolling', chars: null })
    world.pane.writers = 0
    expect(await world.deliver()).toMatchObject({ kind: 'submitted' })
  })

  it('who left a draft in the composer keeps it: the draft is neither cleared nor extended', async () => {
    const world = createFakeWorld()
    await leavesDraft(world)
    expect(await world.deliver()).toEqual({ kind: 'held', by: 'draft', chars: 15 })
    expect([world.account, world.agent.unsent()]).toEqual([[], 'my own thoughts'])
  })

  it('does not delay a text that the agent took earlier', async () => {
    const world = createFakeWorld()
    await world.deliver()
    world.types('x')
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', enters: 0 })
  })
})

describe('between paste and Enter, a person', () => {
  it('who scrolls for hours is waited for and reported once, and then the text is sent', async () => {
    const world = createFakeWorld()
    world.later(300, () => Object.assign(world.pane, { inMode: true, writers: 1 }))
    world.later(2 * HOUR_MS, () => {
      world.pane.inMode = false
    })
    const { told, result } = delivering(world)
    const before = world.clock.now()
    expect(await result()).toMatchObject({ kind: 'submitted', enters: 1 })
    expect(world.clock.now() - before).toBeGreaterThan(2 * HOUR_MS)
    expect(world.clock.now() - before).toBeLessThan(2 * HOUR_MS + 2_000)
    expect(told).toEqual([{ by: 'scrolling', chars: null }, null])
  })

  it('who adds to the text has a draft that is not sent, however long it stands', async () => {
    const world = createFakeWorld({}, HELLO)
    world.later(350, () => world.types(' and also'))
    world.later(HOUR_MS, () => {
      expect([world.agent.taken, world.agent.unsent()]).toEqual([[], `${HELLO} and also`])
      world.types('\n')
    })
    const { told, result } = delivering(world)
    expect(await result()).toMatchObject({ kind: 'undelivered', reason: expect.stringContaining('mixed text'), mayRetry: false })
    expect(told).toEqual([
      { by: 'typing', chars: null },
      { by: 'draft', chars: HELLO.length + 9 },
      { by: 'typing', chars: null },
    ])
    expect(world.agent.taken).toEqual([`${HELLO} and also`])
  })

  it('a person a person a person who only watched delays nothing, although the program drew something new meanwhile', async () => {
    const world = createFakeWorld({}, HELLO)
    const { screen } = world.hands.terminal
    const before = world.clock.now()
    const draws: typeof screen = async pane =>
      plainScreen(`${world.clock.now() > before + 360 ? 'a notice\n' : ''}${(await screen(pane)).text}`)
    world.later(350, () => world.types(''))
    expect(await world.deliver({ hands: { terminal: { ...world.hands.terminal, screen: draws } } })).toMatchObject({ enters: 1 })
  })

  it('who presses Enter completes the delivery, also if the receipt is late', async () => {
    for (const receiptLagMs of [30, 6000]) {
      const world = createFakeWorld({ receiptLagMs })
      world.later(350, () => world.types('\n'))
      expect(await world.deliver()).toMatchObject({ kind: 'submitted', enters: 0 })
    }
  })

  it('who types just at the Enter is waited for: tmux refuses the guarded Enter, and czar tries again', async () => {
    const world = createFakeWorld()
    let refusals = 0
    const keys: typeof world.hands.terminal.keys = async (pane, names) =>
      refusals++ < 20 ? { outcome: 'refused', reason: 'person-typing' } : world.hands.terminal.keys(pane, names)
    expect(await world.deliver({ hands: { terminal: { ...world.hands.terminal, keys } } })).toMatchObject({ kind: 'submitted', enters: 1 })
  })

  it("does not delay the czar's exit, nor the end of a delivery to a dead agent", async () => {
    const world = createFakeWorld()
    const going = new AbortController()
    world.later(300, () => Object.assign(world.pane, { inMode: true, writers: 1 }))
    world.later(HOUR_MS, () => going.abort())
    await expect(world.deliver({ hands: { signal: going.signal } })).rejects.toMatchObject({ code: 'cancelled' })
    const other = createFakeWorld()
    other.later(300, () => Object.assign(other.pane, { inMode: true, writers: 1 }))
    other.later(HOUR_MS, () => other.agent.die())
    expect(await other.deliver()).toMatchObject({ kind: 'undelivered', reason: expect.stringContaining('died') })
  })
})

it("after a swallowed Enter, a person's draft is left alone", async () => {
  const world = createFakeWorld({ swallowEnters: 1 }, HELLO)
  world.later(1200, () => world.types(' and also'))
  world.later(HOUR_MS, () => {
    expect(world.agent.unsent()).toBe(`${HELLO} and also`)
    world.types('\n')
  })
  const result = await world.deliver()
  expect(result).toMatchObject({ kind: 'undelivered', mayRetry: false })
  expect(world.account.filter(step => step === 'Enter')).toHaveLength(1)
})

describe('after a restart of the czar, a person', () => {
  it('a person who types keeps the pane, no matter what happened to it before', async () => {
    for (const resume of ['after-intent', 'after-paste'] as const) {
      const world = createFakeWorld()
      world.types('x')
      expect(await world.deliver({ request: { resume } })).toMatchObject({ kind: 'held', by: 'typing' })
    }
  })

  it("who left a draft that is not czar's keeps it", async () => {
    for (const resume of ['after-intent', 'after-paste'] as const) {
      const world = createFakeWorld({}, TASK)
      await leavesDraft(world)
      expect(await world.deliver({ request: { resume } })).toEqual({ kind: 'held', by: 'draft', chars: 15 })
      expect([world.account, world.agent.unsent()]).toEqual([[], 'my own thoughts'])
    }
  })
})

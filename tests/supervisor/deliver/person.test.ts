import { describe, expect, it } from 'vitest'
import { createFakeWorld, TASK } from './support/fake-world.ts'

describe('a person who types', () => {
  it('is waited for', async () => {
    const world = createFakeWorld()
    world.types('x')
    world.later(1000, () => world.types('y'))
    world.later(2000, () => world.types('\n'))
    const before = world.clock.now()
    const result = await world.deliver({ request: { outstanding: [] } })
    expect(result).toMatchObject({ kind: 'submitted' })
    expect(world.clock.now() - before).toBeGreaterThan(5000)
    expect(world.agent.taken).toEqual(['xy', TASK])
  })

  it('without end is given up on, with nothing pasted', async () => {
    const world = createFakeWorld()
    for (let at = 0; at < 70_000; at += 1000) world.later(at, () => world.types('x'))
    world.types('x')
    expect(await world.deliver()).toEqual({ kind: 'undelivered', reason: 'a person is typing in the pane', mayRetry: true })
    expect(world.account).toEqual([])
  })

  it('just as the paste comes is waited for too: the guard refuses, and is asked again', async () => {
    const world = createFakeWorld()
    let isFirst = true
    const paste: typeof world.hands.terminal.paste = async (pane, text) => {
      if (isFirst) world.types('x\n')
      isFirst = false
      return world.hands.terminal.paste(pane, text)
    }
    const result = await world.deliver({ hands: { terminal: { ...world.hands.terminal, paste } } })
    expect(result).toMatchObject({ kind: 'submitted' })
    expect(world.agent.taken).toEqual(['x', TASK])
  })

  it('into the composer after the paste has a draft that is not sent', async () => {
    const world = createFakeWorld()
    world.later(350, () => world.types('and also'))
    const result = await world.deliver()
    expect(result).toMatchObject({ kind: 'undelivered', reason: expect.stringContaining('mixed text'), mayRetry: false })
    expect(world.agent.taken).toEqual([])
  })

  it('presses Enter for us and that is a delivery as good as any', async () => {
    const world = createFakeWorld()
    world.later(350, () => world.types('\n'))
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', enters: 0 })
  })

  it('who only looked in after the paste hinders nothing', async () => {
    const world = createFakeWorld()
    world.later(350, () => world.types(''))
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', enters: 1 })
  })
})

describe("a person's draft", () => {
  it('is neither cleared nor glued to', async () => {
    const world = createFakeWorld()
    world.types('my own thoughts')
    world.later(10, () => {
      world.pane.writers = 0
    })
    const result = await world.deliver()
    expect(result).toEqual({ kind: 'undelivered', reason: "a person's draft is in the composer", mayRetry: true })
    expect([world.account, world.agent.unsent()]).toEqual([[], 'my own thoughts'])
  })
})

describe('a person who scrolls', () => {
  it('is waited for before the paste', async () => {
    const world = createFakeWorld()
    Object.assign(world.pane, { inMode: true, writers: 1 })
    world.later(5000, () => {
      world.pane.inMode = false
    })
    const before = world.clock.now()
    expect(await world.deliver()).toMatchObject({ kind: 'submitted' })
    expect(world.clock.now() - before).toBeGreaterThan(5000)
  })

  it('is waited for before Enter', async () => {
    const world = createFakeWorld()
    world.later(300, () => Object.assign(world.pane, { inMode: true, writers: 1 }))
    world.later(9000, () => {
      world.pane.inMode = false
    })
    const before = world.clock.now()
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', enters: 1 })
    expect(world.clock.now() - before).toBeGreaterThan(9000)
  })

  it('for ever leaves the text unsent, and that is said', async () => {
    const world = createFakeWorld()
    world.later(300, () => Object.assign(world.pane, { inMode: true, writers: 1 }))
    expect(await world.deliver()).toEqual({ kind: 'undelivered', reason: 'a person is scrolling in the pane', mayRetry: false })
    expect(world.account).not.toContain('Enter')
  })
})

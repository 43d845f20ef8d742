import { describe, expect, it } from 'vitest'
import { ToolError } from '../../../src/core/model/errors.ts'
import { createFakeWorld } from './support/fake-world.ts'

describe('an agent that dies', () => {
  it.each(['paste', 'enter'] as const)('on the %s leaves the text for its next incarnation', async diesOn => {
    const world = createFakeWorld({ diesOn })
    expect(await world.deliver()).toEqual({ kind: 'undelivered', reason: 'the agent died before it took the text', mayRetry: true })
  })

  it('after its receipt has taken the text', async () => {
    const world = createFakeWorld({ diesOn: 'taken' })
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', strength: 'exact' })
  })

  it('is read to its last signal: a receipt that is found only at the second reading counts', async () => {
    const world = createFakeWorld({ diesOn: 'taken' })
    let seen = [...world.agent.observations]
    const watch = {
      seen: () => seen,
      refresh: async () => {
        if (!world.agent.isAlive()) seen = [...world.agent.observations]
      },
    }
    expect(await world.deliver({ hands: { watch } })).toMatchObject({ kind: 'submitted' })
  })

  it('is never pasted into', async () => {
    const world = createFakeWorld()
    world.agent.die()
    expect(await world.deliver()).toMatchObject({ kind: 'undelivered', mayRetry: true })
    expect(world.account).toEqual([])
  })

  it.each(['target-gone', 'server-gone'] as const)('counts as dead also if its pane is gone: %s', async gone => {
    const world = createFakeWorld()
    world.later(250, () => {
      world.pane.gone = gone
    })
    expect(await world.deliver()).toEqual({ kind: 'undelivered', reason: 'the agent died before it took the text', mayRetry: true })
  })
})

describe('a tmux that does not answer', () => {
  it("before the paste is tried again later, and the text's try does not count as failed", async () => {
    const world = createFakeWorld()
    world.pane.gone = 'timeout'
    expect(await world.deliver()).toEqual({ kind: 'undelivered', reason: 'tmux: timeout', mayRetry: true, unanswered: true })
  })

  it('for a moment is tried again', async () => {
    const world = createFakeWorld()
    world.later(250, () => {
      world.pane.gone = 'timeout'
    })
    world.later(400, () => {
      world.pane.gone = null
    })
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', enters: 1 })
  })

  it('after Enter does not hide the receipt', async () => {
    const world = createFakeWorld({ receiptLagMs: 3000 })
    world.later(700, () => {
      world.pane.gone = 'timeout'
    })
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', enters: 1 })
  })

  it('during the paste leaves it unknown whether the text is there', async () => {
    const world = createFakeWorld()
    const paste = () => Promise.reject(new ToolError('tmux: timeout', { command: ['tmux'], reason: 'timeout' }))
    const result = await world.deliver({ hands: { terminal: { ...world.hands.terminal, paste } } })
    expect(result).toEqual({ kind: 'undelivered', reason: 'tmux: timeout', mayRetry: false })
  })
})

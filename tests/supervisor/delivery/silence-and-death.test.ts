import { describe, expect, it } from 'vitest'
import { ToolError } from '../../../src/core/model/errors.ts'
import { createFakeWorld } from './support/fake-world.ts'

describe('an agent that dies', () => {
  it.each(['paste', 'enter'] as const)('on the %s leaves the text for its next incarnation', async diesOn => {
    const world = createFakeWorld({ diesOn })
    expect(await world.deliver()).toEqual({ kind: 'undelivered', reason: 'the agent died before it took the text', mayRetry: true })
  })

  it('after it said that it took the text has taken it', async () => {
    const world = createFakeWorld({ diesOn: 'taken' })
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', strength: 'exact' })
  })

  it('is read to its last word: a receipt that is found only on a second look counts', async () => {
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

  it.each(['target-gone', 'server-gone'] as const)('with its pane is dead too: %s', async gone => {
    const world = createFakeWorld()
    world.later(250, () => {
      world.pane.gone = gone
    })
    expect(await world.deliver()).toEqual({ kind: 'undelivered', reason: 'the agent died before it took the text', mayRetry: true })
  })
})

describe('tmux that does not answer', () => {
  it('before the paste may be asked again, and is no failure of the text', async () => {
    const world = createFakeWorld()
    world.pane.gone = 'timeout'
    expect(await world.deliver()).toEqual({ kind: 'undelivered', reason: 'tmux: timeout', mayRetry: true, unanswered: true })
  })

  it('for a moment is asked again', async () => {
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

  it('to the paste itself leaves it unknown whether the text is there', async () => {
    const world = createFakeWorld()
    const paste = () => Promise.reject(new ToolError('tmux: timeout', { command: ['tmux'], reason: 'timeout' }))
    const result = await world.deliver({ hands: { terminal: { ...world.hands.terminal, paste } } })
    expect(result).toEqual({ kind: 'undelivered', reason: 'tmux: timeout', mayRetry: false })
  })
})
